package dev.kinoloom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.chaos.ClipBook.Booked;
import dev.kinoloom.chaos.ClipBook.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the provider of clips has booked, held against what we know of it. */
final class Bills {
  private static final int VOID = 2;
  private static final int FETCHED = 3;

  /** On the notes of calls that came to the provider after their intent was given up. */
  private static final String LATE = "also";

  private record Effect(
      long id,
      long job,
      int no,
      int state,
      @Nullable String handle,
      @Nullable String note,
      String wish,
      boolean completed,
      boolean replaced,
      @Nullable String delivered) {
    /** We know that it was booked under this handle. */
    boolean names(String wanted) {
      return wanted.equals(handle)
          || (note != null && Arrays.asList(note.split("\\W+")).contains(wanted));
    }

    String task() {
      return "job %d task %d".formatted(job, no);
    }
  }

  private final ClipBook book;
  private final Rows rows;

  Bills(ClipBook book, Rows rows) {
    this.book = book;
    this.rows = rows;
  }

  /** While nodes are at work: nothing is booked that was not written down, or that was before. */
  List<String> faults() throws SQLException {
    var booked = List.copyOf(book.all());
    var effects = effects();
    var faults = new ArrayList<String>();
    bookedTwice(booked, faults);
    for (var one : booked) {
      var effect = effects.get(one.effect());
      if (effect == null) {
        faults.add("booked, and never written down: " + one);
      } else if (!effect.wish().equals(one.prompt())) {
        faults.add("booked for somebody else: %s, %s".formatted(one, effect));
      }
    }
    for (var effect : effects.values()) {
      if (effect.handle() != null
          && book.of(effect.handle()).filter(one -> one.effect() == effect.id()).isEmpty()) {
        faults.add("a handle that was not given for this: " + effect);
      }
    }
    return faults;
  }

  private static void bookedTwice(List<Booked> booked, List<String> faults) {
    booked.stream()
        .collect(Collectors.groupingBy(Booked::effect))
        .forEach(
            (effect, its) -> {
              if (its.size() > 1) {
                faults.add("sent twice: " + its);
              }
            });
  }

  /** At rest: all of it is accounted for, and what was delivered was paid once. */
  void check() throws SQLException {
    var faults = new ArrayList<>(faults());
    var effects = effects();
    for (var one : book.all()) {
      var effect = effects.get(one.effect());
      if (effect != null) {
        accountedFor(one, effect, faults);
      }
    }
    effects.values().stream()
        .collect(Collectors.groupingBy(Effect::task))
        .values()
        .forEach(its -> paidOnce(its, faults));
    assertThat(faults).as("what the provider booked, beside what we know").isEmpty();
    assertThat(clipsWithoutPay())
        .as("completed, asked for a clip, got none, and nobody was told")
        .isEmpty();
  }

  private static void accountedFor(Booked one, Effect effect, List<String> faults) {
    if (!effect.names(one.handle())) {
      faults.add("booked, and nobody knows: %s, %s".formatted(one, effect));
    }
    if (effect.state() == VOID && effect.note() == null) {
      faults.add("booked, given up, and no word why: %s, %s".formatted(one, effect));
    }
    if (effect.state() != VOID && effect.state() != FETCHED) {
      faults.add("booked, and open: %s, %s".formatted(one, effect));
    }
  }

  /** {@code its}: all calls of one task. */
  private void paidOnce(List<Effect> its, List<String> faults) {
    var fetched = its.stream().filter(effect -> effect.state() == FETCHED).toList();
    if (fetched.size() > 1) {
      faults.add("paid twice: " + its);
    }
    if (!its.get(0).completed()) {
      return;
    }
    if (its.get(0).replaced() ? !fetched.isEmpty() : !isDelivered(fetched)) {
      faults.add("another clip was delivered than was paid for: " + its);
    }
    its.stream()
        .filter(effect -> effect.state() == VOID && !isLate(effect))
        .flatMap(effect -> book.ofEffect(effect.id()).stream())
        .filter(one -> book.status(one) == Status.SUCCEEDED)
        .forEach(one -> faults.add("paid beside the one that was delivered: " + one));
  }

  /** The file that the provider made under the handle that was paid. */
  private static boolean isDelivered(List<Effect> fetched) {
    return !fetched.isEmpty()
        && ClipHouse.sha256(String.valueOf(fetched.get(0).handle()))
            .equals(fetched.get(0).delivered());
  }

  private static boolean isLate(Effect effect) {
    return effect.note() != null && effect.note().contains(LATE);
  }

  private List<Long> clipsWithoutPay() throws SQLException {
    return rows.list(
        """
        select id from kinoloom.job j
        where state = 4 and idem_key like '%%%s'
          and not exists (select from kinoloom.effect x where x.job_id = j.id and x.state = 3)
          and not exists (
            select from kinoloom.task t
            where t.job_id = j.id and t.result #> '{value,insteadOf}' is not null)
        """
            .formatted(ClipVisuals.WISH),
        row -> row.getLong(1));
  }

  private Map<Long, Effect> effects() throws SQLException {
    return rows
        .list(
            """
            select x.id, x.job_id, x.no, x.state, x.handle, x.note, j.idem_key, j.state = 4,
              t.result #> '{value,insteadOf}' is not null, t.result #>> '{value,file,sha256}'
            from kinoloom.effect x join kinoloom.job j on j.id = x.job_id
            join kinoloom.task t on t.job_id = x.job_id and t.no = x.no
            """,
            row ->
                new Effect(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getString(10)))
        .stream()
        .collect(Collectors.toMap(Effect::id, Function.identity()));
  }

  /** E.g. {@code 301 creates, 262 booked for 230 tasks (41 answers cut, …)}. */
  String told(Operator operator) throws SQLException {
    var effects = effects();
    var booked = List.copyOf(book.all());
    long late = effects.values().stream().filter(Bills::isLate).count();
    return "%d creates, %d booked for %d tasks (%s); %d answers fetched, %d failed there, %d ended there; doubts: %d found there, %d not sent, %d late; %d left open by jobs that had ended"
        .formatted(
            Arrays.stream(Mischief.values()).mapToInt(book::times).sum(),
            booked.size(),
            effects.values().stream().map(Effect::task).distinct().count(),
            Arrays.stream(Mischief.values())
                .map(one -> one + " " + book.times(one))
                .collect(Collectors.joining(", ")),
            effects.values().stream().filter(effect -> effect.state() == FETCHED).count(),
            count(booked, Status.FAILED),
            count(booked, Status.CANCELED),
            operator.found(),
            operator.notSent(),
            late,
            operator.leftOpen());
  }

  private long count(List<Booked> booked, Status status) {
    return booked.stream().filter(one -> book.status(one) == status).count();
  }

  /** What proves nothing, for nothing happened. */
  void checkThatThereWas(Operator operator) {
    for (var mischief : Mischief.values()) {
      assertThat(book.times(mischief)).as("creates with %s", mischief).isPositive();
    }
    assertThat(count(List.copyOf(book.all()), Status.FAILED)).as("failed there").isPositive();
    assertThat(operator.found()).as("doubts of what was booked").isPositive();
    assertThat(operator.notSent()).as("doubts of what was not").isPositive();
  }
}
