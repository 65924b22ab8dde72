-- Why: keys are looked after first by one of the nodes that decide. A node that only works, or only
-- answers requests, says no here right after it came up, and gets no share of them.
alter table kinoloom.node add column mailbox boolean not null default true;
