-- A fact without a lease (a tracker's estimate, an operator's word). Nothing follows a final fact.
create function engine_1.tell(j bigint, k smallint, d jsonb) returns boolean
language sql as $$
  with u as (
    update kinoloom.job set ev_seq = ev_seq + 1 where id = j and state < 4
    returning id, ev_seq),
  e as (
    insert into kinoloom.job_event(job_id, seq, kind, data) select id, ev_seq, k, d from u)
  select exists (select 1 from u)
$$;
