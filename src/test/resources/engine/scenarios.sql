-- One scenario a promise, on an empty engine that knows the words of words.sql. What a number
-- means: the first promise or rule that the scenario shows. Runs from top to bottom.

select expect('1a first job of a key starts', ask(1) || ' ' || ask(1) || ' ' || admit(9, null)
  || ' ' || take(1), '1/0 2/0 1 1.1@1');
select expect('1b the second waits', admit(9, null)::text, '0');
select expect('1c result and decision in one call', say(1, 1, 1, 1, 4, rev(1), 4), '');
select expect('1d then the second starts', admit(9, null) || ' ' || take(1), '1 2.1@1');
select say(1, 2, 1, 1, 4, rev(2), 4);
select expect('2a the same request gives the same job', ask(2, 'a', 'x') || ' ' || ask(2, 'a',
  'x'), '3/0 3/1');
select expect('2b same idempotency key, other request', split_part(ask(2, 'a', 'y'), '/', 2), '2');
select expect('2c key full, key unknown', (ask(2, 'b') is not null)::text || (ask(2) is null)::text
  || (select o_what from accept('{2}', '{null}', '{null}', array['{}'::jsonb], '{1}'::smallint[]))
  || (select o_what from accept('{77}', '{null}', '{null}', array['{}'::jsonb],
  '{1}'::smallint[])), 'truetrue34');
select expect('2d twice within one batch', (select string_agg(o_what::text, '' order by o_ord)
  from accept('{3,3,3}', '{q,q,q}', array['x', 'x', 'y']::bytea[], array['{}', '{}',
  '{}']::jsonb[], '{1,1,1}'::smallint[])), '012');
select cancel(id) from job where state < 4;
select expect('3 a key whose only queued job was cancelled lives on',
  (select (ready_at is null)::text from vkey where key_id = 2) || ' ' || (ask(2) is not null)
  || ' ' || admit(9, null), 'true true 1');
select say(4, id, 1, 1, 4, rev(id), 4) from job where state = 1 and take(4) <> '';
select expect('4a a gone node claims nothing', (ask(4) is not null)::text || admit(9, null)
  || bury(2) || take(2), 'true1');
select take(1);
update task set node = 2 where state = 1;

-- as a claim that was in flight at the burial
select expect('4b a claim that commits after the burial is found by the next sweep', reap(100,
  '0 s', 9) || ' ' || leased(), '1 0');
create temp table z as select max(id) j from job;
select expect('5a a result after the sweep and before the next claim is fenced', say(2, j, 1, 1, 4,
  rev(j), 4), 'fenced+stale') from z;
select expect('5b next claim, next epoch', take(3), j || '.1@2') from z;
select expect('5c the old epoch is fenced, changes nothing', say(2, j, 1, 1, 4, rev(j), 4)
  || state(j), 'fenced+stalerunning') from z;
select expect('5d the new one counts', say(3, j, 1, 2, 4, rev(j), 1, null, 2) || take(3), j
  || '.2@1') from z;
select expect('6 who decides may die: the worker''s result is recorded and becomes a letter',
  say(3, j, 2, 1, 4, -1, 1) || woken(j), 'true') from z;
select expect('8a a decision on an older rev is stale and changes nothing', say(3, j, 0, 0, 0,
  rev(j) - 1, 4) || state(j) || woken(j), 'stalerunningtrue') from z;
select expect('8b a decision on the current rev clears the letter', say(3, j, 0, 0, 0, rev(j), 1,
  null, 3) || woken(j), 'false') from z;
select say(3, j, 0, 0, 0, rev(j), 1, null, 4) from z;
select take(3);
create temp table r as select rev(j) r from z;
select expect('8c two workers decide on the same rev: the first stands', say(3, j, 3, 1, 4, r, 1),
  '') from z, r;
select expect('8d the second is stale, its result recorded, its letter stays', say(3, j, 4, 1, 4,
  r, 4) || woken(j) || ' ' || tasks(j), 'staletrue 1done21 2done10 3done10 4done10') from z, r;
select expect('8e the same result again is fenced', say(3, j, 4, 1, 4, -1, 1), 'fenced') from z;
select say(3, j, 0, 0, 0, rev(j), 4) from z;
select expect('8f final stays final', say(3, j, 0, 0, 0, rev(j), 5) || state(j) || cancel(j),
  'stalecompleted4') from z;

-- 7 two scenes wait for their retries at the same time
select ask(5), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select say(1, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(1, j, 0, 0, 0, rev(j), 1, null, 3) from z;
select take(1);
select expect('7a two tasks of one job wait', say(1, j, 2, 1, 2, -1, 1) || say(1, j, 3, 1, 2, -1,
  1) || tasks(j), '1done10 2waiting10 3waiting10') from z;
select expect('7b and that is no letter', woken(j), 'false') from z;
select pg_sleep(0.01);
select expect('7c both come back', promote(9) || ' ' || take(1), '2 ' || j || '.2@2 ' || j
  || '.3@2') from z;
select expect('7d handed back is uncounted', say(1, j, 2, 2, 0, -1, 1) || tasks(j),
  '1done10 2ready10 3leased20') from z;

-- 9 cancel while running
select expect('9a cancel of a running job', cancel(j) || state(j) || woken(j), '2stoppingtrue')
  from z;
select expect('9b the heartbeat tells the worker', (select string_agg(o_no || '@' || o_epoch
  || o_stop, ' ') from heartbeat(1, '1 h') where o_job = j), '3@2true') from z;
select expect('9c a decision made before the cancel is stale', say(1, j, 3, 2, 4, rev(j) - 1, 4)
  || state(j), 'stalestopping') from z;
select expect('9d the letter ends it', say(1, j, 0, 0, 0, rev(j), 6) || state(j), 'cancelled')
  from z;
select ask(12), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select say(1, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(1, j, 0, 0, 0, rev(j), 1, null, 3, 2) from z;
select take(1);
select expect('9e one task failed for good: the decider stops the others, and is woken to see the end',
  say(1, j, 2, 1, 5, rev(j), 3, 5) || state(j) || ' ' || tasks(j) || ' ' || woken(j),
  'stopping 1done10 2failed10 3cancelled00 true') from z;
select say(1, j, 0, 0, 0, rev(j), 5) from z;

-- 10 money
select ask(6), admit(9, null);
update z set j = (select max(id) from job);
select take(5);
create temp table m as select intend(5, j, 1, 1) i from z;
select expect('10a no second create beside an open one', (intend(5, j, 1, 1) is null)::text,
  'true') from z;
select bury(5);
select expect('10b the next worker cannot create either', take(6) || ' ' || (intend(6, j, 1,
  2) is null), j || '.1@2 true') from z;
select expect('10c it parks the doubt; the job is held and frees its lane', say(6, j, 1, 2, 3, -1,
  1) || say(6, j, 0, 0, 0, rev(j), 2, 2) || state(j) || running(6), 'held0') from z;
select expect('10d the first worker''s handle counts, lease or no lease, and the job goes on',
  resolve(i, 1::smallint, 'h1') || state(j) || admit(9, null), 'truequeued1') from z, m;
select say(6, j, 0, 0, 0, rev(j), 1) from z;
select expect('10e who knows the handle only looks', take(6) || ' ' || handle(j) || say(6, j, 1, 3,
  1, -1, 1) || ' ' || tasks(j), j || '.1@3 h1 1waiting21') from z;
select pg_sleep(0.01), promote(9);
select take(6);
select expect('10f fetched: never created again', resolve(i, 3::smallint, null) || ' '
  || (intend(6, j, 1, 4) is null), 'true true') from z, m;
select say(6, j, 1, 4, 4, rev(j), 4) from z;
select ask(6), admit(9, null);
update z set j = (select max(id) from job);
select take(6);
update m set i = intend(6, j, 1, 1) from z;
select expect('10g surely not sent: may be created again', resolve(i, 2::smallint, null) || ' '
  || (intend(6, j, 1, 1) is not null), 'true true') from z, m;
select expect('10h cancelled with a generation outside: a worker goes and cancels it there', say(6,
  j, 1, 1, 1, -1, 1) || cancel(j) || take(6), '2' || j || '.1@2 stop') from z;
select expect('10i then it ends', (select resolve(id, 2::smallint, null, 'cancelled there')
  from effect where job_id = j and state = 0) || say(6, j, 1, 2, 6, rev(j), 6) || state(j),
  'truecancelled') from z;

-- 11 a task that kills its nodes
select ask(7), admit(9, null);
update z set j = (select max(id) from job);
select take(7) || bury(7) || take(8) || bury(8);
select expect('11a lost leases count', take(9) || ' ' || tasks(j), j || '.1@3 1leased32') from z;
select bury(9);
select expect('11b the third poisons it, by a letter', tasks(j) || ' ' || woken(j),
  '1failed33 true') from z;
select expect('11c dead letter; the key goes on', say(1, j, 0, 0, 0, rev(j), 5, 1) || state(j)
  || (ask(7) is not null) || admit(9, null), 'failedtrue1') from z;
select take(1);
select say(1, max(id), 1, 1, 4, rev(max(id)), 4) from job;

-- 12 review
select ask(8), ask(8), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(1);
select expect('12a held: its lane is free, the next starts', say(1, j, 1, 1, 4, rev(j), 2)
  || state(j) || admit(9, null), 'held1') from z;
select expect('12b approved: first in line again, when the lane is free', approve(j, rev(j)) || ' '
  || admit(9, null), 'true 0') from z;
select take(1);
select say(1, j + 1, 1, 1, 4, rev(j + 1), 4) from z;
select expect('12c resumed, by a letter, no second first task', admit(9, null) || woken(j)
  || take(1), '1true') from z;
select say(1, j, 0, 0, 0, rev(j), 4) from z;

-- 13 a dead letter that blocks its key
select ask(9), ask(9), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(1);
select expect('13a it blocks', say(1, j, 1, 1, 5, rev(j), 5, 1) || state(j) || admit(9, null),
  'failed0') from z;
select expect('13b its replay takes its place', (replay(j) > j)::text || admit(9, null) || take(1),
  'true1' || (j + 2) || '.1@1') from z;
select say(1, j + 2, 1, 1, 5, rev(j + 2), 5, 1) from z;
select expect('13c a letter that was replayed is none any more', discard(j) || ' '
  || admit(9, null), 'false 0') from z;
select expect('13d the replay of a replay takes the same place', (replay(j + 2) > j)::text
  || admit(9, null) || take(1), 'true1' || (j + 3) || '.1@1') from z;
select say(1, j + 3, 1, 1, 5, rev(j + 3), 5, 1) from z;
select discard(j + 3) from z;
select expect('13e discarded: the next goes on', admit(9, null) || take(1), '1' || (j + 1)
  || '.1@1') from z;
select say(1, j + 1, 1, 1, 4, rev(j + 1), 4) from z;

-- 14 limits and pauses
select ask(10), ask(10), ask(10);
select expect('14a two at once', (admit(9, null) + admit(9, null) + admit(9, null))::text, '2');
select key_pause(10, true), key_pause(10, false), key_pause(11, true), ask(11);
select expect('14b paused: accepted, not started', admit(9, null)::text, '0');
select key_pause(11, false);
select expect('14c then started', admit(9, null)::text, '1');
update z set j = (select max(id) from job);
select take(3);
select expect('15a draining: what is held is given back uncounted', tasks(j) || ' ' || quit(3)
  || tasks(j), '1leased10 1ready00') from z;
select expect('15b and nothing is claimed', take(3), '');

-- 17 at rest before the end
select ask(13), ask(13), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(1);
select say(1, j, 1, 1, 4, rev(j), 1, null, 2, 9) from z;
select say(1, j, 0, 0, 0, rev(j), 1, null, 3, 9) from z;
select take(1, 9);
select expect('17a no end while a task runs', say(1, j, 2, 1, 4, rev(j), 4) || state(j),
  'not at restrunning') from z;
select expect('17b no hold while a task waits', say(1, j, 3, 1, 2, -1, 1) || say(1, j, 0, 0, 0,
  rev(j), 2) || state(j), 'not at restrunning') from z;
select pg_sleep(0.01), promote(9);
select take(1, 9);
select expect('17c the same result twice in one batch is published once',
  (select string_agg(o_what::text, '') from finish(1, array[j], '{-1}', '{1}',
  array[null::smallint], '{2}', '{0}', '{1,1}', '{3,3}', '{2,2}', '{4,4}', '{0,0}',
  array['{"epoch": 2}', '{"epoch": 2}']::jsonb[], '{1,2}', array['{"no": 3}',
  '{"no": 3}']::jsonb[], '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')), '1')
  from z;
select expect('17d at rest: the end', say(1, j, 0, 0, 0, rev(j), 4) || state(j), 'completed')
  from z;

-- 18 the doubt is resolved while a decider is about to hold the job
select admit(9, null);
update z set j = (select max(id) from job);
select take(1);
update m set i = intend(1, j, 1, 1) from z;
select say(1, j, 1, 1, 3, -1, 1) from z;
update r set r = rev(j) from z;
select expect('18a the hold is stale, the task goes on', resolve(i, 1::smallint, 'h') || say(1, j,
  0, 0, 0, r, 2, 2) || state(j) || ' ' || tasks(j), 'truestalerunning 1ready10') from z, m, r;
select resolve(i, 1::smallint, 'h2') from m;
select expect('18b another handle for the same call is not taken, but noted', handle || ', '
  || note, 'h, also h2') from effect, m where id = i;
select take(1), resolve(i, 3::smallint, null) from m;
select say(1, j, 1, 2, 4, rev(j), 4) from z;

-- 19 a paid call and a replay
select ask(14), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
update m set i = intend(1, j, 1, 1) from z;
select say(1, j, 1, 1, 5, rev(j), 5, 1) from z;
update job set payload = '{"brief": "b"}' from z where id = j;
select expect('19a no replay while a paid call of the dead letter is unresolved, or known and open',
  (replay(j) is null) || ' ' || resolve(i, 1::smallint, 'h') || ' ' || (replay(j) is null),
  'true false true') from z, m;
select expect('19b after it, once', resolve(i, 2::smallint, null, 'refused')::text
  || (replay(j) = j + 1) || (replay(j) = j + 1), 'truetruetrue') from z, m;
select expect('19c of the same brief', payload ->> 'brief', 'b') from z join job on id = j + 1;
select admit(9, null);
select take(1);
select say(1, j + 1, 1, 1, 4, rev(j + 1), 4) from z;

-- 20 two dead letters of a key that they block
select key_set(15, null, null, 2::smallint, null, true);
select ask(15), ask(15), ask(15);
select admit(9, null);
select admit(9, null);
update z set j = (select max(id) - 2 from job);
select take(1);
select say(1, j, 1, 1, 5, rev(j), 5, 1) from z;
select say(1, j + 1, 1, 1, 5, rev(j + 1), 5, 1) from z;
select expect('20a one discarded: the other still blocks', discard(j) || ' ' || admit(9, null),
  'true 0') from z;
select expect('20b both: the line moves; a second discard does nothing', discard(j + 1) || ' '
  || admit(9, null) || ' ' || discard(j + 1), 'true 1 false') from z;
select take(1);
select say(1, j + 2, 1, 1, 4, rev(j + 2), 4) from z;

-- 21 reviews
select ask(16), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select say(1, j, 1, 1, 4, rev(j), 2, 1) from z;
update r set r = rev(j) from z;
select expect('21a approved once, by who saw it', approve(j, r + 1) || ' ' || approve(j, r) || ' '
  || approve(j, r), 'false true false') from z, r;
select admit(9, null);
select say(1, j, 0, 0, 0, rev(j), 2, 1) from z;
select expect('21b the same click does not approve the next review', approve(j, r)::text, 'false')
  from z, r;
select expect('21c cancel of a held job ends at once', cancel(j) || state(j), '1cancelled') from z;

-- 22 a stopping job ends as what it was stopped for
select ask(16), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select cancel(j) from z;
select expect('22a not as something else', say(1, j, 1, 1, 6, -1, 1) || say(1, j, 0, 0, 0, rev(j),
  5, 1) || state(j), 'stalestopping') from z;
select expect('22b as cancelled', say(1, j, 0, 0, 0, rev(j), 6) || state(j), 'cancelled') from z;

-- 23 a generation that can't be cancelled just now: looked at again when it asked for, not at once
select ask(16), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
update m set i = intend(1, j, 1, 1) from z;
select resolve(i, 1::smallint, 'h'), cancel(j) from z, m;
select take(1);
select expect('23 it waits', (select string_agg(o_what::text, '') from finish(1, array[j], '{-1}',
  '{1}', array[null::smallint], '{0}', '{0}', '{1}', '{1}', '{1}', '{2}', '{3600000}',
  array[null]::jsonb[], '{0}', array[null]::jsonb[], '{}', '{}', '{}', '{}', '{}', '{}', '{}',
  '{}', '{}', '{}', '{}')) is null || ' ' || tasks(j), 'true 1waiting10') from z;
select resolve(i, 2::smallint, null, 'cancelled there') from m;
update task set due = clock_timestamp() from z where job_id = j;
select promote(9);
select take(1);
select say(1, j, 1, 2, 6, rev(j), 6) from z;

-- 24 fairness: key 17 has 300 tasks of one job in lane 7, 40 of them done; key 18 comes an hour
-- later
select ask(17), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select count(*) from z, finish(1, array[j], array[rev(j)], '{1}', array[null::smallint], '{1}',
  '{0}', '{1}', '{1}', '{1}', '{4}', '{0}', array['{"epoch": 1}']::jsonb[], '{1}',
  array['{"no": 1}']::jsonb[], array(select 1 from generate_series(1, 300)), array(select g
  from generate_series(101, 400) g), array(select 7::smallint from generate_series(1, 300)),
  array(select g from generate_series(0, 299) g), '{}', '{}', '{}', '{}', '{}', '{}', '{}');
select count(say(1, o_job, o_no, o_epoch, 4, -1, 1)) from claim(1, '{7}', '{40}');
update task set rank = rank - interval '1 h' where lane = 7;
select ask(18), admit(9, null);
select take(1);
select say(1, j + 1, 1, 1, 4, rev(j + 1), 1, null, 2, 7) from z;
select expect('24a the newcomer is among the next four',
  (count(*) filter (where o_job = j + 1))::text, '1') from z, claim(1, '{7}', '{4}');
select say(1, j + 1, 2, 1, 4, rev(j + 1), 1, null, 3, 7) from z;
select expect('24b and its next task too', (count(*) filter (where o_job = j + 1))::text, '1')
  from z, claim(1, '{7}', '{4}');
select finish_all('{7,9}');

-- 25 a database of one's own
select ask(19), admit(9, null);
update z set j = (select max(id) from job);
select take(4);
select expect('25 whoever has the database to himself takes over at once', take_over(1, 9) || ' '
  || tasks(j), '1 1ready11') from z;

-- 26 who leaves or stops brings no new tasks
select ask(20), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select expect('26a no end with a new task', say(1, j, 1, 1, 4, rev(j), 4, null, 2) || state(j)
  || ' ' || tasks(j), 'not at restrunning 1done10') from z;
select expect('26b no stop with one, none without a target', say(1, j, 0, 0, 0, rev(j), 3, 5, 2)
  || say(1, j, 0, 0, 0, rev(j), 3) || state(j), 'not at restnot at restrunning') from z;

-- 27 a flood of single tasks of one key, then a newcomer
do $$
begin
  for i in 2 .. 60 loop
    perform say(
      1, (select j from z), 0, 0, 0, rev((select j from z)), 1, null, i, 8);
  end loop;
end $$;
select ask(12), admit(9, null);
select take(1);
select say(1, max(id), 1, 1, 4, rev(max(id)), 1, null, 2, 8) from job;
select expect('27 the newcomer is among the next three', (count(*) filter (where o_job > j))::text,
  '1') from z, claim(1, '{8}', '{3}');
select key_set(20, 100, null, null, null, null);

-- 28 the doubt is resolved before it is parked
update vkey set max_concurrent = 5 where key_id = 13;
select ask(13), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
update m set i = intend(1, j, 1, 1) from z;
update task set node = 4 from z where job_id = j;
update node set state = 1, lease_until = clock_timestamp() + interval '1 h' where id in (4, 6, 100);
select bury(4);
select take(6);
select expect('28a resolved first: parked goes on', resolve(i, 1::smallint, 'h1') || say(6, j, 1,
  2, 3, -1, 1) || ' ' || tasks(j), 'true 1ready21') from z, m;
select take(6);
select expect('28b a park after that stays one', say(6, j, 1, 3, 3, -1, 1) || ' ' || tasks(j),
  ' 1parked31') from z;
select expect('29 resolve may be said again', resolve(i, 3::smallint, null) || ' ' || resolve(i,
  3::smallint, null) || ' ' || resolve(i, 1::smallint, 'h1') || ' ' || resolve(i, 1::smallint,
  'h9'), 'true true true false') from m;
select take(1);
select say(1, j, 1, 4, 4, rev(j), 4) from z;
select ask(13), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
update m set i = intend(1, j, 1, 1) from z;
select cancel(j), say(1, j, 1, 1, 6, -1, 1), say(1, j, 0, 0, 0, rev(j), 6) from z;
select take(1);
select say(1, j, 1, 2, 6, -1, 1), say(1, j, 0, 0, 0, rev(j), 6) from z;
select expect('30 a handle that comes after the end is kept, and its sender told to cancel there',
  state(j) || ' ' || resolve(i, 1::smallint, 'h3') || ' ' || handle(j) || ' ' || resolve(i,
  2::smallint, null, 'cancelled there'), 'cancelled false h3 true') from z, m;

-- 31 two results of one epoch, not the same
select ask(13), admit(9, null);
update z set j = (select max(id) from job);
select take(1);
select expect('31 the first counts', (select string_agg(o_what::text, '') from finish(1, array[j],
  '{-1}', '{1}', array[null::smallint], '{2}', '{0}', '{1,1}', '{1,1}', '{1,1}', '{4,2}', '{0,0}',
  array['{"epoch": 1}', null]::jsonb[], '{1,2}', array['{"no": 1}', '{"n": 1}']::jsonb[], '{}',
  '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')) || ' ' || tasks(j), '1 1done10')
  from z;
select finish_all('{7,8,9}');

-- 32 to 42: lines of which a broken one was noticed by nothing above
update node set state = 1, lease_until = clock_timestamp() + interval '1 h' where id > 9;

-- 32 a limit that is lowered while jobs run
select key_set(21, null, null, 2::smallint, null, null);
select ask(21), ask(21), ask(21), admit(9, null);
select admit(9, null);
update z set j = (select max(id) - 2 from job);
select take(10);
select key_set(21, null, null, 1::smallint, null, null);
select expect('32 the next one starts when the key is below its limit, not when it is at it', say(10,
  j, 1, 1, 4, rev(j), 4) || (select (ready_at is null)::text from vkey where key_id = 21)
  || admit(9, null) || say(10, j + 1, 1, 1, 4, rev(j + 1), 4) || admit(9, null), 'true01') from z;
select take(10);
select say(10, j + 2, 1, 1, 4, rev(j + 2), 4) from z;
select key_set(21, null, null, 2::smallint, null, null);

-- 33 nodes that die or leave while their tasks are to stop
select ask(22), admit(9, null);
update z set j = (select max(id) from job);
select take(11);
select say(11, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(11, j, 0, 0, 0, rev(j), 1, null, 3) from z;
select take(11);
update m set i = intend(11, j, 2, 1) from z;
select resolve(i, 1::smallint, 'h') from m;
select resolve(intend(11, j, 3, 1), 2::smallint, null) from z;
select cancel(j) from z;
create temp table w as select wake_at from z join job on id = j;
select bury(11);
select expect('33a only the task with a generation outside runs again; the letter keeps its age',
  tasks(j) || ' ' || (job.wake_at = w.wake_at), '1done10 2ready11 3cancelled11 true')
  from z join job on id = j, w;
select take(12), resolve(i, 2::smallint, null, 'cancelled there') from m;
select say(12, j, 2, 2, 6, rev(j), 6) from z;
select ask(23), ask(24), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(12);
update m set i = intend(12, j, 1, 1) from z;
select cancel(j), cancel(j + 1) from z;
select expect('33b left: an attempt that was to stop is not given back', quit(12) || tasks(j) || ' '
  || tasks(j + 1), '1ready10 1cancelled10') from z;
select take(13), resolve(i, 2::smallint, null, 'cancelled there') from m;
select say(13, j, 1, 2, 6, rev(j), 6), say(13, j + 1, 0, 0, 0, rev(j + 1), 6) from z;

-- 34 a known generation, cancelled between two looks
select ask(25), admit(9, null);
update z set j = (select max(id) from job);
select take(13);
update m set i = intend(13, j, 1, 1) from z;
select resolve(i, 1::smallint, 'h') from m;
select expect('34 a worker goes and cancels it there', say(13, j, 1, 1, 1, -1, 1) || cancel(j)
  || take(13), '2' || j || '.1@2 stop') from z;
select resolve(i, 2::smallint, null, 'cancelled there') from m;
select say(13, j, 1, 2, 6, rev(j), 6) from z;

-- 35 handed back while stopping
select ask(26), admit(9, null);
update z set j = (select max(id) from job);
select take(13);
select say(13, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(13, j, 0, 0, 0, rev(j), 1, null, 3) from z;
select take(13);
update m set i = intend(13, j, 2, 1) from z;
select resolve(intend(13, j, 3, 1), 2::smallint, null), cancel(j) from z;
select expect('35 only the task with a generation outside is looked after', say(13, j, 2, 1, 0, -1,
  1) || say(13, j, 3, 1, 0, -1, 1) || tasks(j), '1done10 2ready10 3cancelled10') from z;
select take(13), resolve(i, 2::smallint, null, 'cancelled there') from m;
select say(13, j, 2, 2, 6, rev(j), 6) from z;

-- 36 two tasks with a paid call each
select ask(27), admit(9, null);
update z set j = (select max(id) from job);
select take(13);
select say(13, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(13, j, 0, 0, 0, rev(j), 1, null, 3) from z;
select take(13);
update m set i = intend(13, j, 2, 1) from z;
create temp table m3 as select intend(13, j, 3, 1) i from z;
select resolve(i, 1::smallint, 'h') from m;
select expect('36a what became of one says nothing of the other', say(13, j, 3, 1, 3, -1, 1)
  || resolve(i, 3::smallint, 'h') || ' ' || tasks(j), 'true 1done10 2leased10 3parked10') from z, m;
select say(13, j, 2, 1, 4, -1, 1) || say(13, j, 0, 0, 0, rev(j), 2, 1) from z;
select expect('36b a review is not approved by a doubt that is resolved', resolve(i, 1::smallint,
  'h3') || state(j) || ' ' || tasks(j), 'trueheld 1done10 2done10 3parked10') from z, m3;
select approve(j, rev(j)), admit(9, null) from z;
select take(13);
select say(13, j, 3, 2, 4, rev(j), 4) from z;

-- 37 a handle that comes while the job stops, and one that comes when its task has failed
select ask(28), ask(29), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(13);
update m set i = intend(13, j, 1, 1) from z;
update m3 set i = intend(13, j + 1, 1, 1) from z;
select cancel(j), say(13, j + 1, 1, 1, 5, -1, 1) from z;
select expect('37 the first will be looked after, the second must be cancelled by its sender',
  resolve(m.i, 1::smallint, 'h') || ' ' || resolve(m3.i, 1::smallint, 'h'), 'true false') from m, m3;
select say(13, j, 1, 1, 6, rev(j), 6) || say(13, j + 1, 0, 0, 0, rev(j + 1), 5) from z;

-- 38 a batch of which one result is fenced
select ask(30), admit(9, null);
update z set j = (select max(id) from job);
select take(13);
select say(13, j, 1, 1, 4, rev(j), 1, null, 2) from z;
select say(13, j, 0, 0, 0, rev(j), 1, null, 3) from z;
select take(13);
create temp table f as select string_agg(o_what || '.' || o_no, ' ') fenced
  from z, finish(13, array[j], '{-1}', '{1}', array[null::smallint], '{2}', '{0}', '{1,1}', '{3,2}',
  '{9,1}', '{4,4}', '{0,0}', array['{"hash": "late", "epoch": 9}',
  '{"hash": "good", "epoch": 1}']::jsonb[], '{1,2}', array['{"no": 3}', '{"no": 2}']::jsonb[], '{}',
  '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}');
select expect('38 it leaves no fact and no checkpoint, the other one both', fenced || ' '
  || (select string_agg(hash, ' ') from checkpoint where key_id = 30) || ' '
  || (select count(*) || '=' || max(seq) from job_event where job_id = j), '1.3 good 4=4') from z, f;
select say(13, j, 3, 1, 4, rev(j), 4) from z;

-- 39 a node that was buried while its lease stood; the number of another task
select ask(22), admit(9, null);
update z set j = (select max(id) from job);
select take(14);
select expect('39a what another task may, this one may not', (intend(14, j, 2, 1) is null) || ' '
  || progress(14, j, 2, 1, '{}') || ' ' || progress(14, j, 1, 1, '{}'), 'true false true') from z;
update node set state = 3 where id = 14;
select expect('39b buried: nothing is paid for', (intend(14, j, 1, 1) is null)::text, 'true') from z;
select reap(100, '0 s', 9), take(13);
select say(13, j, 1, 2, 4, rev(j), 4) from z;

-- 40 the hot path
select ask(23), ask(23), admit(9, null);
update z set j = (select max(id) - 1 from job);
select take(15);
select expect('40a one call ends a job, starts the next and takes its task', (select string_agg(o_what
  || ' ' || o_job || '.' || o_no || '@' || o_epoch || o_stop, ' ') from step(15, array[j],
  array[rev(j)], '{4}', array[null::smallint], '{1}', '{1}', '{1}', '{1}', '{1}', '{4}', '{0}',
  array['{"epoch": 1}']::jsonb[], '{1}', array['{"no": 1}']::jsonb[], '{}', '{}', '{}', '{}', '{1}',
  '{1}', '{14}', array[null]::jsonb[], '{}', '{}', '{}', 9, null, '{1}', '{9}')), '0 ' || (j + 1)
  || '.1@1false') from z;
select expect('40b and says what it did not take', (select string_agg(o_what || '.' || o_no
  || o_stop, ' ' order by o_no) from step(15, array[j], array[rev(j)], '{4}', array[null::smallint],
  '{1}', '{0}', '{1}', '{1}', '{1}', '{4}', '{0}', array['{"epoch": 1}']::jsonb[], '{1}',
  array['{"no": 1}']::jsonb[], '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 0,
  null, '{}', '{}')), '2.0false 1.1false') from z;
create temp table g as select o_job || '.' || o_no || '@' || o_epoch claimed, o_rev
  from z, step(15, array[j + 1], array[rev(j + 1)], '{1}', array[null::smallint], '{1}', '{0}',
  '{1}', '{1}', '{1}', '{4}', '{0}', array['{"epoch": 1}']::jsonb[], '{1}',
  array['{"no": 1}']::jsonb[], '{1}', '{2}', '{40}', '{0}', '{}', '{}', '{}', '{}', '{}', '{}',
  '{}', 0, null, '{40}', '{9}');
select expect('40c a new task that is claimed comes with the rev that its job has by then',
  (select claimed || ' ' || (o_rev = rev(j + 1)) from g), j + 1 || '.2@1 true') from z;
select say(15, j + 1, 2, 1, 4, rev(j + 1), 4) from z;

-- 41 a generation outside of a job that waits in line
select ask(24), admit(9, null);
update z set j = (select max(id) from job);
select take(13);
update m set i = intend(13, j, 1, 1) from z;
select say(13, j, 1, 1, 3, -1, 1), say(13, j, 0, 0, 0, rev(j), 2, 2) from z;
select resolve(i, 1::smallint, 'h') from m;
select expect('41a cancelled in line: it runs until that is cancelled there', state(j) || cancel(j)
  || state(j) || running(24) || take(13), 'queued2stopping1' || j || '.1@2 stop') from z;
select resolve(i, 2::smallint, null, 'cancelled there') from m;
select expect('41b and no longer', say(13, j, 1, 2, 6, rev(j), 6) || state(j) || running(24),
  'cancelled0') from z;

-- 42 idempotency keys, known and new, in one batch: one answer each
select expect('42 one answer for each request', (select string_agg(o_ord || '=' || o_what, ' '
  order by o_ord, o_what) from accept('{3,3,3,3,3,77,77}', '{null,r,r,q,q,s,s}', array['x', 'x', 'x',
  'x', 'x', 'x', 'x']::bytea[], array['{}', '{}', '{}', '{}', '{}', '{}', '{}']::jsonb[],
  '{1,1,1,1,1,1,1}'::smallint[])), '1=0 2=0 3=1 4=1 5=1 6=4 7=4');

-- to rest
do $$
declare
  x record;
  t record;
begin
  for i in 1 .. 40 loop
    perform admit(99, null);
    for t in select * from claim(1, '{1}', '{99}') loop
      perform say(1, t.o_job, t.o_no, t.o_epoch, 4, -1, 1);
    end loop;
    for x in select id, state from job where wake_at is not null loop
      perform say(1, x.id, 0, 0, 0, rev(x.id), case when x.state = 3 then 6 else 4 end);
    end loop;
  end loop;
end $$;
select expect('at rest', (select count(*)::text from job where state < 4), '0');
