-- Why: nodes share what they make by a directory or a bucket. The first node tells here which place
-- that is, by an id that stands in the place itself; a node with another place is refused at its
-- start, before it keeps files where nobody finds them.
create table kinoloom.artifact_place (
  only_one boolean primary key default true check (only_one),
  id text not null check (length(id) between 1 and 100),
  place text not null,
  told_at timestamptz not null default clock_timestamp()
);
