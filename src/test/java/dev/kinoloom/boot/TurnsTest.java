package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.boot.Standing.StageLine;
import dev.kinoloom.domain.JobStatus.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final StringWriter said = new StringWriter();
  private final Map<Long, Standing> standings = new HashMap<>();
  private final Turns turns =
      new Turns(new Line(), 8, new Terminal(new PrintWriter(said, true), false));

  private void stands(long job, Phase phase, int percent) {
    var stage = new StageLine("Voice", percent, "scene of job " + job);
    standings.put(job, new Standing(phase, percent, null, "", false, List.of(stage), null));
  }

  private String show() {
    said.getBuffer().setLength(0);
    turns.show(new Line().standing(8));
    return said.toString();
  }

  @Test
  void while_another_job_has_its_turn_that_one_is_shown() {
    stands(7, Phase.PROCESSING, 30);
    stands(8, Phase.PENDING, 0);
    assertThat(show()).contains("Job 7 comes first:").contains("scene of job 7");

    stands(7, Phase.COMPLETED, 100);
    stands(8, Phase.PROCESSING, 5);
    assertThat(show())
        .contains("Job 7 is finished; 'kinoloom make --resume 7' hands over its files.")
        .contains("scene of job 8");

    stands(8, Phase.PROCESSING, 60);
    assertThat(show()).contains("60 %").doesNotContain("Job 7");
  }

  @Test
  void a_job_that_is_alone_is_only_itself() {
    stands(8, Phase.PENDING, 0);

    assertThat(show()).contains("scene of job 8").doesNotContain("comes first");
  }

  /** The jobs of {@link #standings}, nothing else. */
  private final class Line implements Studio {
    @Override
    public Standing standing(long job) {
      return Objects.requireNonNull(standings.get(job));
    }

    @Override
    public List<JobLine> list(int most) {
      return new TreeMap<>(standings)
          .descendingMap().entrySet().stream()
              .map(one -> new JobLine(one.getKey(), one.getValue().phase(), "", Instant.EPOCH))
              .toList();
    }

    @Override
    public long submit(Wish wish) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void fetch(long job, Part part, Path into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String farewell(long job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
