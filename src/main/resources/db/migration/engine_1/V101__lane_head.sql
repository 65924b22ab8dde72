-- A lane's virtual time: the rank at its head; an empty lane has no past. Stable: a statement that
-- moves many tasks gives all of them the time that the lane had before it, in whatever order it
-- finds them.
create function engine_1.lane_head(l smallint) returns timestamptz
language sql stable as $$
  select coalesce(
    (select rank from kinoloom.task where state = 0 and lane = l order by rank limit 1),
    clock_timestamp())
$$;
