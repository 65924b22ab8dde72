-- Why: a node that takes no work because its disk is full is up all the same, and any node must be
-- able to say why work waits. Null = it has no trouble.
alter table kinoloom.node add column trouble text check (length(trouble) <= 1000);
