-- What a decider reads: job and tasks of one snapshot, with the rev that belongs to them. Names are
-- qualified and no setting is pinned, so that it is inlined into the caller's prepared plan.
create function engine_1.load(ids bigint[])
returns table(
  o_job bigint, o_key int, o_state smallint, o_target smallint, o_rev int, o_approvals smallint,
  o_payload jsonb, o_no int[], o_lane smallint[], o_tstate smallint[], o_attempt int[],
  o_lost int[], o_result jsonb[])
language sql stable as $$
  select j.id, j.key_id, j.state, j.target, j.rev, j.approvals, j.payload,
    t.no, t.lane, t.state, t.attempt, t.lost, t.result
  from kinoloom.job j
  left join lateral (
    select array_agg(no order by no) no, array_agg(lane order by no) lane,
      array_agg(state order by no) state, array_agg(attempt order by no) attempt,
      array_agg(lost order by no) lost, array_agg(result order by no) result
    from kinoloom.task where job_id = j.id) t on true
  where j.id = any(ids)
$$;
