package dev.kinoloom.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Claim;
import dev.kinoloom.domain.Report;
import dev.kinoloom.domain.Submission;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.Results.Answer;
import dev.kinoloom.store.model.ModelClock;
import dev.kinoloom.store.model.ModelStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetterBoxTest {
  private final ModelStores stores = new ModelStores(new ModelClock());
  private final int node = stores.nodes().up("worker", Duration.ofHours(1)).result();
  private final List<Set<Long>> hints = new ArrayList<>();
  private final LetterBox box = new LetterBox(stores.tasks(), () -> node, hints::add);
  private Claim claim = new Claim(0, 0, 0, 0, 0, 0, false);

  @BeforeEach
  void work() {
    int key = stores.keys().create("k", "h", 0).await();
    stores.jobs().accept(List.of(new Submission(key, null, "00", Briefs.payload(), 1))).await();
    stores.jobs().admit(1, Set.of()).await();
    claim = stores.tasks().claim(node, Map.of(1, 1)).await().get(0);
  }

  private Report report(int epoch) {
    return new Report(
        claim.job(), claim.no(), epoch, Report.Outcome.DONE, Duration.ZERO, "{}", null);
  }

  @Test
  void a_result_becomes_a_letter_and_is_told_of() {
    assertThat(box.report(report(claim.epoch())).await()).isEqualTo(Answer.TAKEN);

    assertThat(hints).containsExactly(Set.of(claim.job()));
    assertThat(stores.jobs().letters(Duration.ZERO, Set.of(), 9).await())
        .containsExactly(claim.job());
  }

  @Test
  void what_comes_under_a_lost_lease_is_no_letter() {
    assertThat(box.report(report(claim.epoch() + 1)).await()).isEqualTo(Answer.FENCED);

    assertThat(hints).isEmpty();
    assertThat(stores.jobs().letters(Duration.ZERO, Set.of(), 9).await()).isEmpty();
  }
}
