package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.TaskState;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobViewsTest {
  private final FakeStage a = FakeStage.on(1, "a");
  private final Pipeline pipeline = new Pipeline(List.of(a));

  @Test
  void only_done_tasks_are_seen_with_what_they_hand_over() {
    var view =
        JobViews.of(
            Snapshot.running()
                .done(a, 0)
                .task(a, 1, TaskState.LEASED)
                .failed(a, 2, FailureKind.TIMEOUT, "late")
                .get(),
            pipeline);

    assertThat(view.read(a.made(), 0)).isEqualTo(new FakeStage.Made("a/0"));
    assertThat(view.find(a.made(), 1)).isEmpty();
    assertThat(view.isDone(new TaskId("a", 2))).isFalse();
    assertThat(view.brief()).isEqualTo(Briefs.any());
  }

  @Test
  void reading_what_is_not_done_is_a_stages_bug() {
    var view = JobViews.of(Snapshot.running().get(), pipeline);

    assertThatThrownBy(() -> view.read(a.made(), 0)).hasMessageContaining("a/0 is not done");
  }

  @Test
  void a_result_that_this_version_cannot_read_is_unsupported_once_it_is_asked_for() {
    record Other(int text) {}
    var view = JobViews.of(Snapshot.running().done(a, 0).get(), pipeline);

    assertThat(view.isDone(new TaskId("a", 0))).isTrue();
    assertThatThrownBy(() -> view.read(new Handover<>("a", Other.class), 0))
        .isInstanceOfSatisfying(
            Failed.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED));
  }
}
