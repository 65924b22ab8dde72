-- Why: a process that works on jobs is known by a lease, so that its work can be taken up elsewhere
-- when it dies. A row a process; an id is never used again.
create table kinoloom.node (
  id int generated always as identity primary key,
  name text not null,
  state smallint not null default 1
    check (state in (1, 2, 3)), -- 1 up, 2 draining, 3 gone (final)
  lease_until timestamptz not null,
  -- The lease has not lapsed since; who is not steady judges nobody.
  steady_since timestamptz not null default clock_timestamp()
) with (fillfactor = 50);
