-- Why: what operators did, and with what outcome, is told by the database itself: the entry is
-- written by the statement that acts, so that neither is there without the other.
create table kinoloom.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  who text not null check (length(who) between 1 and 100), -- name of the token that asked
  action text not null,
  key_id int,
  job_id bigint,
  node int,
  details jsonb not null default '{}', -- what was wished; never a secret
  outcome text not null
);

create index audit_of_key on kinoloom.audit (key_id, id) where key_id is not null;
