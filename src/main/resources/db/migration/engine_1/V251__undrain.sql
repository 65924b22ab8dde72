-- Why: an operator who drained the wrong node, or changed his mind, takes it back as long as the node
-- has not left. Whether it goes on to work is the node's own affair: one that was told to end drains
-- itself again.
create function engine_1.undrain(me int) returns void
language sql as $$
  update kinoloom.node set state = 1 where id = me and state = 2
$$;
