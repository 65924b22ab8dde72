-- What an operator changes of a key, all in one, with its audit entry; null = as it is. Answers
-- false when there is no such key. Locks: the key.
create function engine_1.key_change(
  who text, k int, nm text, w real, hs interval, conc smallint, most int, blocks boolean,
  p boolean)
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
  if p is not null then
    perform key_pause(k, p);
  end if;
  insert into audit(who, action, key_id, details, outcome)
  values (
    who,
    case
      when p is null or num_nonnulls(nm, w, hs, conc, most, blocks) > 0 then 'key.change'
      when p then 'key.pause'
      else 'key.resume'
    end,
    k,
    jsonb_strip_nulls(jsonb_build_object(
      'name', nm, 'weight', w, 'headStartSeconds', extract(epoch from hs),
      'maxConcurrent', conc, 'maxOpen', most, 'blocksOnDeadLetter', blocks, 'paused', p)),
    'changed');
  return true;
end $$;
