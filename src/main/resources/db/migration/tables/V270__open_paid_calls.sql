-- Why: who looks after paid calls of which nobody knows what came asks for the few that are open,
-- among all that were ever made.
create index effect_open on kinoloom.effect (id) where state in (0, 1);
