-- Why: a job is one place in the line of its key, and the lock under which everything about it
-- happens. rev counts what a decider has to see; wake_at says that there is something to see.

-- CACHE stays 1: ids are drawn under the key's lock, and pooled connections with a cache of their
-- own would turn the order of a key's jobs round.
create sequence kinoloom.job_id_seq;

create table kinoloom.job (
  id bigint primary key default nextval('kinoloom.job_id_seq'),
  key_id int not null,
  -- In the key's line; null = id. The replay of a blocking dead letter inherits its place.
  place bigint,
  -- 0 queued, 1 running, 2 held (waits for a person; does not count as running),
  -- 3 stopping (its tasks are being stopped; still counts as running),
  -- 4 completed, 5 failed, 6 cancelled
  state smallint not null default 0 check (state between 0 and 6),
  target smallint check (target in (5, 6)),     -- what a stopping job becomes
  held_for smallint check (held_for in (1, 2)), -- 1 review, 2 a doubt about a paid call
  -- 1 open dead letter, 2 replayed, 3 discarded
  dead smallint not null default 0 check (dead between 0 and 3 and (dead = 0 or state = 5)),
  first_lane smallint not null default 1,
  rev int not null default 0,
  wake_at timestamptz,
  ev_seq int not null default 1,
  approvals smallint not null default 0,
  gap_s real not null default 5,                -- 5 s / weight of its key, when it started
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  ended_at timestamptz,
  replay_of bigint unique,
  idem_key text,
  req_hash bytea,
  payload jsonb,                                -- small (64 KiB, checked before accept)
  check (state <> 3 or target is not null),
  check (state < 4 or wake_at is null),
  check ((state = 2) = (held_for is not null)),
  check ((state > 3) = (ended_at is not null))
) with (fillfactor = 70);

create unique index job_idem on kinoloom.job (key_id, idem_key) where idem_key is not null;
create index job_line on kinoloom.job (key_id, coalesce(place, id)) where state = 0;
create index job_wake on kinoloom.job (wake_at) where wake_at is not null;
create index job_dead on kinoloom.job (key_id, id) where dead = 1;
-- The list of a key's jobs. Neither column ever changes, so updates stay HOT.
create index job_of_key on kinoloom.job (key_id, id);
