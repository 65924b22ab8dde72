-- finish, admit and claim in one commit: the hot path. o_what 0 = a claimed task, else as finish.
create function engine_1.step(
  me int,
  j_job bigint[], j_rev int[], j_state smallint[], j_target smallint[],
  j_rfacts int[], j_dfacts int[],
  r_e int[], r_no int[], r_epoch int[], r_out smallint[], r_after bigint[], r_result jsonb[],
  r_nth int[], r_fact jsonb[],
  n_e int[], n_no int[], n_lane smallint[], n_nth int[],
  e_e int[], e_nth int[], e_kind smallint[], e_data jsonb[],
  m_e int[], m_kind smallint[], m_after bigint[],
  admit_max int, my_slots smallint[], my_lanes smallint[], wants int[])
returns table(
  o_what int, o_job bigint, o_no int, o_epoch int, o_lane smallint, o_rev int, o_attempt int,
  o_lost int, o_stop boolean)
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  if j_job <> '{}' then
    return query
    select f.o_what, f.o_job, f.o_no, 0, 0::smallint, 0, 0, 0, false
    from finish(
      me, j_job, j_rev, j_state, j_target, j_rfacts, j_dfacts,
      r_e, r_no, r_epoch, r_out, r_after, r_result, r_nth, r_fact,
      n_e, n_no, n_lane, n_nth, e_e, e_nth, e_kind, e_data, m_e, m_kind, m_after) f;
  end if;
  if admit_max > 0 then
    perform admit(admit_max, my_slots);
  end if;
  if my_lanes <> '{}' then
    return query select 0, c.* from claim(me, my_lanes, wants) c;
  end if;
end $$;
