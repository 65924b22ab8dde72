package dev.kinoloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.codec.Json;
import dev.kinoloom.domain.AnyBrief;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.PaidCall.Known;
import dev.kinoloom.pipeline.InDoubt;
import dev.kinoloom.pipeline.JobView;
import dev.kinoloom.pipeline.LookAgain;
import dev.kinoloom.pipeline.TaskId;
import dev.kinoloom.pipeline.Work;
import dev.kinoloom.provider.ClipProvider.Booked;
import dev.kinoloom.provider.ClipProvider.Done;
import dev.kinoloom.provider.ClipProvider.Doubtful;
import dev.kinoloom.provider.ClipProvider.NotBooked;
import dev.kinoloom.provider.ClipProvider.Over;
import dev.kinoloom.provider.ClipProvider.Underway;
import dev.kinoloom.provider.ClipWish;
import dev.kinoloom.provider.Inline;
import dev.kinoloom.provider.Inspection;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.TestCall;
import dev.kinoloom.stage.Artifacts.SceneVisual;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedClipTest {
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final ClipPatience PATIENCE =
      new ClipPatience(
          LOOK, Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(10));
  private static final ClipWish WISH =
      new ClipWish("the sea", 320, 256, Duration.ofSeconds(5), null);
  private static final Done READY = new Done(URI.create("https://files/1.mp4"), null);

  @TempDir Path dir = Path.of(".");
  private final Workbench bench = new Workbench();
  private final FakeClips clips = new FakeClips();
  private Inspection inspection = (file, type, call) -> file;

  private Work work() {
    var view = new JobView(1, new AnyBrief().brief(), Map.of(), Json::decode);
    return bench.task(new TaskId("visuals", 0), 1, view, new TestCall(dir));
  }

  private GeneratedClip clip() {
    return new GeneratedClip(clips, inspection, new Inline(), PATIENCE);
  }

  private Object made() {
    return Objects.requireNonNull(done(clip().made(work(), WISH)));
  }

  private static <T> T done(Future<T> future) {
    if (future.cause() instanceof RuntimeException cause) {
      throw cause;
    }
    assertThat(future.succeeded()).isTrue();
    return future.result();
  }

  @Test
  void it_is_written_down_before_it_is_sent_and_its_handle_after_it() {
    assertThat(made()).isEqualTo(new LookAgain(LOOK, Double.NaN, "a clip is being generated"));

    assertThat(bench.paid().notes()).containsExactly("1 INTENT", "1 HANDLE h1");
    assertThat(clips.asked()).containsExactly("create 1");
  }

  @Test
  void nothing_is_sent_by_whoever_may_not_write_it_down() {
    bench.paid().fenced();

    assertThat(made()).isInstanceOf(LookAgain.class);

    assertThat(clips.asked()).isEmpty();
  }

  @Test
  void a_call_that_somebody_wrote_down_and_of_which_nobody_knows_more_is_in_doubt() {
    bench.paid().stands(Known.INTENT, null);

    assertThat(made()).isInstanceOf(InDoubt.class);

    assertThat(clips.asked()).isEmpty();
  }

  @Test
  void an_answer_that_proves_nothing_leaves_it_in_doubt() {
    clips.sends(new Doubtful("answered 502"));

    assertThat(made()).isEqualTo(new InDoubt("answered 502"));
    assertThat(made()).as("nor is it sent again").isInstanceOf(InDoubt.class);

    assertThat(bench.paid().notes()).containsExactly("1 INTENT");
    assertThat(clips.asked()).containsExactly("create 1");
  }

  @Test
  void what_was_refused_for_now_is_void_and_asked_again_when_the_provider_says() {
    clips.sends(new NotBooked("busy", Duration.ofSeconds(40), false));

    assertThat(made()).isInstanceOfSatisfying(LookAgain.class, GeneratedClipTest::afterForty);
    assertThat(bench.paid().notes()).containsExactly("1 INTENT", "1 VOID busy");

    clips.sends(new Booked("h2"));
    made();
    assertThat(bench.paid().notes()).endsWith("2 INTENT", "2 HANDLE h2");
  }

  private static void afterForty(LookAgain look) {
    assertThat(look.after()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void what_was_refused_for_good_is_void_and_there_is_no_clip() {
    clips.sends(new NotBooked("a word that it does not film", Duration.ZERO, true));

    assertThatThrownBy(this::made)
        .isInstanceOfSatisfying(
            Failed.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.BAD_OUTPUT);
              assertThat(e.failure().message()).as("to everybody").isEqualTo("There is no clip.");
            })
        .hasMessageContaining("does not film");

    assertThat(bench.paid().notes())
        .containsExactly("1 INTENT", "1 VOID a word that it does not film");
  }

  @Test
  void what_is_booked_when_nobody_wants_it_any_more_is_cancelled_there_and_void() {
    bench.paid().unwanted();

    made();

    assertThat(clips.asked()).containsExactly("create 1", "cancel h1");
    assertThat(bench.paid().notes())
        .containsExactly("1 INTENT", "1 HANDLE h1", "1 VOID nobody wanted it, cancelled there");
  }

  @Test
  void a_cancel_that_did_not_arrive_leaves_it_open() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.cancels(Future.failedFuture(passing()));

    assertThatThrownBy(() -> done(clip().end(work()))).isInstanceOf(ProviderException.class);

    assertThat(bench.paid().notes()).isEmpty();
  }

  @Test
  void what_runs_there_is_ended_there_and_what_is_in_doubt_or_fetched_is_not() {
    bench.paid().stands(Known.INTENT, null);
    done(clip().end(work()));
    bench.paid().stands(Known.FETCHED, "h0");
    done(clip().end(work()));
    assertThat(clips.asked()).isEmpty();

    bench.paid().stands(Known.HANDLE, "h1");
    done(clip().end(work()));

    assertThat(clips.asked()).containsExactly("cancel h1");
    assertThat(bench.paid().notes()).containsExactly("3 VOID cancelled there");
  }

  @Test
  void what_the_guard_does_not_let_through_is_not_in_doubt() {
    bench.refuse(passing());

    assertThatThrownBy(this::made).isInstanceOf(ProviderException.class);

    assertThat(clips.asked()).isEmpty();
    assertThat(bench.paid().notes()).containsExactly("1 INTENT", "1 VOID not sent");
  }

  @Test
  void it_is_looked_at_until_it_is_there_then_fetched_and_ours() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(new Underway(0.4));
    assertThat(made())
        .isInstanceOfSatisfying(
            LookAgain.class, look -> assertThat(look.fraction()).isEqualTo(0.4));

    clips.looks(READY);
    assertThat(made())
        .isInstanceOfSatisfying(
            SceneVisual.class,
            visual -> {
              assertThat(visual.clip()).isTrue();
              assertThat(visual.provider()).isEqualTo("film");
            });

    assertThat(bench.paid().notes()).containsExactly("1 FETCHED h1");
  }

  @Test
  void one_that_was_fetched_before_is_fetched_again_and_never_asked_for_again() {
    bench.paid().stands(Known.FETCHED, "h1");
    clips.looks(READY);

    assertThat(made()).isInstanceOf(SceneVisual.class);

    assertThat(clips.asked()).containsExactly("look h1", "fetch https://files/1.mp4");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "BAD_OUTPUT", "CREDENTIALS"})
  void a_look_whose_trouble_may_pass_is_taken_again(FailureKind kind) {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(Future.failedFuture(new ProviderException("film", kind, "a proxy's page")));

    assertThat(made()).isInstanceOf(LookAgain.class);
  }

  @Test
  void a_handle_that_the_provider_does_not_know_is_not_waited_for() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(
        Future.failedFuture(
            new ProviderException("film", FailureKind.UNSUPPORTED, "no such clip")));

    assertThatThrownBy(this::made).hasMessage("no such clip");
  }

  @Test
  void one_that_failed_there_is_void() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(new Over("out of memory", false));

    assertThatThrownBy(this::made).hasMessage("out of memory");

    assertThat(bench.paid().notes()).containsExactly("1 VOID out of memory");
  }

  @Test
  void one_that_failed_there_is_not_bought_again_by_whoever_tries_next() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(new Over("out of memory", false));
    assertThatThrownBy(this::made).hasMessage("out of memory");

    assertThatThrownBy(this::made).isInstanceOf(ProviderException.class);

    assertThat(clips.asked()).containsExactly("look h1");
  }

  @Test
  void one_that_cannot_be_shown_is_paid_for_and_there_is_no_clip() {
    bench.paid().stands(Known.HANDLE, "h1");
    clips.looks(READY);
    inspection =
        (file, type, call) -> {
          throw new Failed(FailureKind.VALIDATION, "cannot be shown: it is broken");
        };

    assertThatThrownBy(this::made).hasMessage("The clip cannot be shown: it is broken");

    assertThat(bench.paid().notes()).containsExactly("1 FETCHED h1");
  }

  @Test
  void nobody_waits_for_ever() {
    bench.paid().stands(Known.HANDLE, "h1");
    bench.waited(Duration.ofMinutes(11));

    assertThatThrownBy(this::made).hasMessage("film took too long.");
  }

  private static ProviderException passing() {
    return new ProviderException("film", FailureKind.UNAVAILABLE, "away");
  }
}
