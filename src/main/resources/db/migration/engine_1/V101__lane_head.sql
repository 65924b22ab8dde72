-- A lane's virtual time: the rank at its head; an empty lane has no past.
create function engine_1.lane_head(l smallint) returns timestamptz
language sql volatile as $$
  select coalesce(
    (select rank from kinoloom.task where state = 0 and lane = l order by rank limit 1),
    clock_timestamp())
$$;
