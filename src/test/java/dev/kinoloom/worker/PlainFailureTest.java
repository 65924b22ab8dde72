package dev.kinoloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.JobState;
import dev.kinoloom.pipeline.Briefs;
import dev.kinoloom.pipeline.FakeStage;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.store.Progresses;
import dev.kinoloom.store.model.ModelStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's holder is told of a provider's failure, and what who runs the service is. */
class PlainFailureTest {
  private static final String ADDRESS = "http://gpu-7.internal:8000";

  private final Vertx vertx = Vertx.vertx();
  private final ModelStores stores = new ModelStores(InstantSource.system());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void addresses_and_words_of_providers_are_in_the_facts_and_not_in_the_status(@TempDir Path home) {
    var broken =
        FakeStage.on(1, "a")
            .does(
                work ->
                    Future.failedFuture(
                        new ProviderException(
                            "model",
                            FailureKind.CONNECTION,
                            "The model cannot be reached.",
                            "The model at %s cannot be reached.".formatted(ADDRESS),
                            null)));
    var rig = new Rig(vertx, stores, home, "one", tasks -> tasks, List.of(broken)).start();
    long job = rig.submit(rig.key("k"), Briefs.any());
    assertThat(rig.ended(job).state()).isEqualTo(JobState.FAILED);

    var status = new Progresses(stores.facts(), 10).now(job).await().status(Instant.now());
    assertThat(StatusJson.status(job, status, "id").encode())
        .contains("The model cannot be reached.")
        .doesNotContain(ADDRESS);
    for (var fact : rig.facts(job)) {
      assertThat(StatusJson.event(fact, status).encode()).doesNotContain(ADDRESS);
      if (fact.kind() == FactKind.TASK_SETBACK || fact.kind() == FactKind.FAILED) {
        assertThat(fact.data()).contains("The model at %s cannot".formatted(ADDRESS));
      }
    }
    assertThat(status.failure()).isNotNull();
    assertThat(status.failure().forOperators()).contains(ADDRESS);
  }
}
