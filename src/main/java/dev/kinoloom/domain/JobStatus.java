package dev.kinoloom.domain;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands, for people.
 *
 * @param phase in one word
 * @param percent 0 to 99, and 100 once it is completed
 * @param stage title of the stage that last said something; null = none yet
 * @param message what happens now
 * @param etaSeconds estimated time left; null = not known
 * @param estimated part of the percent is only thought, from how long the like of it took
 * @param itemsDone tasks done of that stage; null = not known
 * @param itemsTotal tasks of that stage; null = not known
 * @param steps what is behind it
 * @param stages each stage that has said something, in order of appearance
 * @param failure why it failed; else null
 * @param video what came out; else null
 * @param createdAt when it was accepted; null = not told yet
 * @param startedAt when its first task could start; null = still pending
 * @param endedAt when it ended; null = open
 * @param lastSeq number of the newest fact that this knows of
 */
public record JobStatus(
    Phase phase,
    int percent,
    @Nullable String stage,
    String message,
    @Nullable Integer etaSeconds,
    boolean estimated,
    @Nullable Integer itemsDone,
    @Nullable Integer itemsTotal,
    List<String> steps,
    List<StageStatus> stages,
    @Nullable Failure failure,
    @Nullable Video video,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int lastSeq) {
  public JobStatus {
    steps = List.copyOf(steps);
    stages = List.copyOf(stages);
  }

  /** Where a job is on its way. */
  public enum Phase {
    PENDING("pending"),
    PROCESSING("processing"),
    /** Waits for a person. */
    HELD("held"),
    CANCELLING("cancelling"),
    COMPLETED("completed"),
    FAILED("failed"),
    CANCELLED("cancelled");

    private final String written;

    Phase(String written) {
      this.written = written;
    }

    /** The word under which the outside knows it. */
    public String written() {
      return written;
    }

    public boolean isFinal() {
      return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** By its word; empty when there is none of that word. */
    public static Optional<Phase> of(String written) {
      return Arrays.stream(values()).filter(phase -> phase.written.equals(written)).findFirst();
    }

    /** The states of the store that are this phase. */
    public Set<JobState> states() {
      return Arrays.stream(JobState.values())
          .filter(state -> of(state) == this)
          .collect(Collectors.toUnmodifiableSet());
    }

    /** The phase of a job of which only the state is known. */
    public static Phase of(JobState state) {
      return switch (state) {
        case QUEUED -> PENDING;
        case RUNNING -> PROCESSING;
        case HELD -> HELD;
        case STOPPING -> CANCELLING;
        case COMPLETED -> COMPLETED;
        case FAILED -> FAILED;
        case CANCELLED -> CANCELLED;
      };
    }
  }

  /**
   * How one stage stands.
   *
   * @param stage its name, e.g. {@code voice}
   * @param title for people
   * @param percent 0 to 100
   * @param done tasks done
   * @param of tasks it has; 0 = not known
   * @param message its last
   * @param used what its attempts took that have ended, those that failed too
   */
  public record StageStatus(
      String stage, String title, int percent, int done, int of, String message, Usage used) {}

  /** What all of it took so far. */
  public Usage used() {
    return stages.stream().map(StageStatus::used).reduce(Usage.NONE, Usage::plus);
  }
}
