package dev.kinoloom.boot;

import dev.kinoloom.domain.JobStatus.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a command has its videos made: in this process, or by the service that runs on the same
 * home. Blocks; for the command's own thread.
 */
interface Studio extends AutoCloseable {
  /** Asks for a video; answers the job. Throws {@code Invalid} when the wish can't be. */
  long submit(Wish wish);

  /** Throws {@link CannotStart} when there is no such job. */
  Standing standing(long job);

  /** The newest first. */
  List<JobLine> list(int most);

  /** The newest job that has not ended. */
  default Optional<JobLine> newestOpen() {
    return open().findFirst();
  }

  /** The job whose turn it is: a key's jobs start in their order. */
  default Optional<JobLine> oldestOpen() {
    return open().reduce((newer, older) -> older);
  }

  private Stream<JobLine> open() {
    return list(100).stream().filter(line -> !line.phase().isFinal());
  }

  /** What becomes of a job that this command turns away from, for people. */
  String farewell(long job);

  /**
   * Copies a part of a finished video into a file, whole or not at all. Throws {@link CannotStart}.
   */
  void fetch(long job, Part part, Path into);

  /** What is said of a job that is not there. */
  static CannotStart unknown(long job) {
    return new CannotStart(
        "There is no job %d on this home; 'kinoloom jobs' lists them.".formatted(job));
  }

  /** Ends what was opened for this; jobs that are not finished stay for the next time. */
  @Override
  void close();

  /** What a finished video consists of, and the ending of its file's name. */
  enum Part {
    VIDEO("mp4"),
    SRT("srt"),
    VTT("vtt"),
    THUMBNAIL("jpg"),
    METADATA("json");

    private final String ending;

    Part(String ending) {
      this.ending = ending;
    }

    String ending() {
      return ending;
    }
  }

  /** A job in a list; its title is empty until one is known. */
  record JobLine(long job, Phase phase, String title, Instant createdAt) {}
}
