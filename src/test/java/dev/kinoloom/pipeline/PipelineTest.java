package dev.kinoloom.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final FakeStage a = FakeStage.on(1, "a");
  private final FakeStage b = FakeStage.on(2, "b").after(new TaskId("a", 0));

  private static JobView view(Stage... stages) {
    return JobViews.of(Snapshot.running().get(), new Pipeline(List.of(stages)));
  }

  @Property
  void a_task_is_found_by_its_number(
      @ForAll @IntRange(max = TaskId.PARTS - 2) int part,
      @ForAll @IntRange(min = 1, max = 30) int lane) {
    var stages = lane == 1 ? List.<Stage>of(a) : List.<Stage>of(a, FakeStage.on(lane, "other"));
    var pipeline = new Pipeline(stages);
    var task = new TaskId(pipeline.last().spec().name(), part);

    assertThat(pipeline.task(pipeline.number(task))).isEqualTo(task);
  }

  @Test
  void the_first_task_of_the_first_stage_is_number_1() {
    assertThat(new Pipeline(List.of(a)).number(new TaskId("a", 0))).isEqualTo(1);
  }

  @Test
  void stages_must_differ_in_name_and_lane_and_begin_on_lane_1() {
    assertThatThrownBy(() -> new Pipeline(List.of(a, FakeStage.on(1, "c"))))
        .hasMessageContaining("lane 1");
    assertThatThrownBy(() -> new Pipeline(List.of(a, FakeStage.on(2, "a"))))
        .hasMessageContaining("name a");
    assertThatThrownBy(() -> new Pipeline(List.of(b))).hasMessageContaining("lane 1");
    assertThatThrownBy(() -> new Pipeline(List.of())).hasMessageContaining("lane 1");
  }

  @Test
  void a_number_of_no_stage_is_refused() {
    var pipeline = new Pipeline(List.of(a));

    assertThatThrownBy(() -> pipeline.task(5001)).hasMessageContaining("5001");
    assertThatThrownBy(() -> pipeline.task(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_part_that_is_planned_twice_is_a_stages_bug() {
    var twice = FakeStage.on(1, "a").plans(job -> List.of(FakeStage.part(0), FakeStage.part(0)));

    assertThatThrownBy(() -> new Pipeline(List.of(twice)).plan(view(twice)))
        .hasMessageContaining("plans part 0 twice");
  }

  @Test
  void a_need_that_nobody_plans_is_a_stages_bug_once_every_stage_has_answered() {
    var needy = FakeStage.on(2, "needy").after(new TaskId("a", 5));
    var late = FakeStage.on(3, "late").plans(job -> List.of());

    assertThatThrownBy(() -> new Pipeline(List.of(a, needy)).plan(view(a, needy)))
        .hasMessageContaining("needy/0 needs a/5");
    assertThat(new Pipeline(List.of(a, needy, late)).plan(view(a, needy, late))).hasSize(2);
  }

  @Test
  void shares_of_all_tasks_add_up_to_a_hundred() {
    var many =
        FakeStage.on(2, "many")
            .weighs(3)
            .plans(job -> List.of(FakeStage.part(0), new TaskPlan(1, List.of(), 4)));
    var pipeline = new Pipeline(List.of(a, many));
    var job = view(a, many);

    assertThat(pipeline.share(new TaskId("a", 0), job)).isEqualTo(25, within(1e-9));
    assertThat(pipeline.share(new TaskId("many", 0), job)).isEqualTo(15, within(1e-9));
    assertThat(pipeline.share(new TaskId("many", 1), job)).isEqualTo(60, within(1e-9));
  }

  @Test
  void a_share_is_above_zero_and_a_part_below_999() {
    assertThatThrownBy(() -> new TaskPlan(0, List.of(), 0)).hasMessageContaining("share");
    assertThatThrownBy(() -> new TaskPlan(0, List.of(), Double.NaN)).hasMessageContaining("share");
    assertThatThrownBy(() -> new TaskId("a", 999)).hasMessageContaining("999");
    assertThatThrownBy(() -> new TaskId("a", -1)).hasMessageContaining("-1");
  }
}
