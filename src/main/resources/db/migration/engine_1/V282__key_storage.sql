-- Why: a key's rules have a limit of what it may store. As key_change and key_add of V220 and V221,
-- which nodes of the version before go on calling, and with that limit; room 0 = no limit.
create function engine_1.key_change(
  who text, k int, nm text, w real, hs interval, conc smallint, most int, blocks boolean,
  p boolean, room bigint)
returns boolean
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
begin
  perform 1 from vkey where key_id = k for update;
  if not found then
    return false;
  end if;
  if nm is not null then
    update vkey set name = nm where key_id = k;
  end if;
  perform key_set(k, w, hs, conc, most, blocks);
  if room is not null then
    update vkey set storage_max = nullif(room, 0) where key_id = k;
  end if;
  if p is not null then
    perform key_pause(k, p);
  end if;
  insert into audit(who, action, key_id, details, outcome)
  values (
    who,
    case
      when p is null or num_nonnulls(nm, w, hs, conc, most, blocks, room) > 0 then 'key.change'
      when p then 'key.pause'
      else 'key.resume'
    end,
    k,
    jsonb_strip_nulls(jsonb_build_object(
      'name', nm, 'weight', w, 'headStartSeconds', extract(epoch from hs),
      'maxConcurrent', conc, 'maxOpen', most, 'blocksOnDeadLetter', blocks,
      'maxStorageBytes', room, 'paused', p)),
    'changed');
  return true;
end $$;

create function engine_1.key_add(
  who text, nm text, secret text, sl smallint, w real, hs interval, conc smallint, most int,
  blocks boolean, p boolean, room bigint)
returns int
language plpgsql set search_path = kinoloom, engine_1, pg_temp as $$
declare
  k int;
begin
  insert into vkey(
    name, slot, weight, head_start, max_concurrent, max_open, dead_blocks, paused, storage_max)
  values (
    nm, sl, coalesce(w, 1), coalesce(hs, '0'), coalesce(conc, 1::smallint),
    coalesce(most, 1000000), coalesce(blocks, false), coalesce(p, false), nullif(room, 0))
  returning key_id into k;
  insert into api_key(hash, key_id) values (secret, k);
  insert into audit(who, action, key_id, details, outcome)
  values (
    who, 'key.add', k,
    jsonb_strip_nulls(jsonb_build_object(
      'name', nm, 'secret', left(secret, 12), 'weight', w,
      'headStartSeconds', extract(epoch from hs), 'maxConcurrent', conc, 'maxOpen', most,
      'blocksOnDeadLetter', blocks, 'maxStorageBytes', room, 'paused', p)),
    'added');
  return k;
end $$;
