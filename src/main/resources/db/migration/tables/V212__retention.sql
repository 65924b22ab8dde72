-- Why: what is done by one node at a time, now and then, is leased by its name, and what a key's
-- files take is counted then, for counting takes a while.
create table kinoloom.chore (
  name text primary key,
  node int not null,
  until timestamptz not null
);

create table kinoloom.storage (
  key_id int primary key,
  bytes bigint not null check (bytes >= 0),
  files bigint not null check (files >= 0),
  at timestamptz not null default clock_timestamp()
);

-- Effects go with their job.
create index effect_of_job on kinoloom.effect (job_id);
