-- Why: one body for finish, step and settle. Same promises, same answers as V114: finish, admit and
-- claim in one commit. o_what 0 = a claimed task, else as finish.
create or replace function engine_1.step(
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
language plpgsql
set search_path = kinoloom, engine_1, pg_temp
as $$
declare
  s record;
begin
  for s in
    select *
    from settle(
      me, j_job, j_rev, j_state, j_target, j_rfacts, j_dfacts,
      r_e, r_no, r_epoch, r_out, r_after, r_result, r_nth, r_fact,
      n_e, n_no, n_lane, n_nth, e_e, e_nth, e_kind, e_data, m_e, m_kind, m_after,
      case when admit_max > 0 then '{}' else my_lanes end, wants)
  loop
    return query
    select s.o_what, s.o_job, s.o_no, s.o_epoch, s.o_lane,
      case when s.o_what = 0 then (select j.rev from job j where j.id = s.o_job) else 0 end,
      s.o_attempt, s.o_lost, s.o_stop;
  end loop;
  if admit_max > 0 then
    perform admit(admit_max, my_slots);
    return query select 0, c.* from claim(me, my_lanes, wants) c;
  end if;
end $$;
