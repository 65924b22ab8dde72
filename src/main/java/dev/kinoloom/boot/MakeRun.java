package dev.kinoloom.boot;

import dev.kinoloom.domain.JobStatus.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of {@code make}: submit or pick up, show the progress, fetch the files. */
final class MakeRun {
  private static final int FAILED = 1;
  private static final long LOOK_MILLIS = 200;
  private static final int INTERRUPTED = 130;

  private final Home home;
  private final ConfigLoader.Loaded settings;
  private final Terminal terminal;

  MakeRun(Home home, ConfigLoader.Loaded settings, Terminal terminal) {
    this.home = home;
    this.settings = settings;
    this.terminal = terminal;
  }

  /** {@code wish} null = resume; {@code resume} 0 = the newest unfinished job. */
  int make(@Nullable Wish wish, @Nullable Long resume, OutputFiles out)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    terminal.draw(java.util.List.of("Starting …"));
    var studio = Studios.open(home, settings);
    var interruption = new Interruption(studio);
    try {
      long job = wish != null ? submit(studio, wish) : pickUp(studio, resume == null ? 0 : resume);
      interruption.job = job;
      var status = follow(studio, job, interruption.asked);
      if (interruption.asked.getCount() == 0) {
        return INTERRUPTED;
      }
      return report(studio, job, status, out, began);
    } finally {
      interruption.close();
    }
  }

  private long submit(Studio studio, Wish wish) {
    var before = studio.newestOpen();
    long job = studio.submit(wish);
    before
        .filter(line -> line.job() != job)
        .ifPresent(
            line ->
                terminal.say(
                    "Job %d%s was not finished and comes first; 'kinoloom jobs cancel %d' drops it."
                        .formatted(line.job(), named(line), line.job())));
    return job;
  }

  private long pickUp(Studio studio, long job) {
    if (job > 0) {
      return job;
    }
    var open = studio.newestOpen();
    open.ifPresent(
        line -> terminal.say("Going on with job %d%s.".formatted(line.job(), named(line))));
    return open.or(() -> finishedLast(studio))
        .orElseThrow(() -> new CannotStart("There is no unfinished job to resume."))
        .job();
  }

  /** It may have been finished when its process died before it could hand over the files. */
  private Optional<Studio.JobLine> finishedLast(Studio studio) {
    var last = studio.list(1).stream().filter(line -> line.phase() == Phase.COMPLETED).findFirst();
    last.ifPresent(
        line -> terminal.say("Job %d is finished; here are its files.".formatted(line.job())));
    return last;
  }

  private static String named(Studio.JobLine line) {
    return line.title().isEmpty() ? "" : " (%s)".formatted(line.title());
  }

  private Standing follow(Studio studio, long job, CountDownLatch asked)
      throws InterruptedException {
    var turns = new Turns(studio, job, terminal);
    var room = new DiskRoom(home.root());
    boolean full = false;
    while (true) {
      var status = studio.standing(job);
      if (full != !room.isLeft()) {
        full = !full;
        terminal.say(full ? room.advice() : "There is room again.");
      }
      turns.show(status);
      if (status.phase().isFinal()
          || status.phase() == Phase.HELD
          || asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        terminal.settle();
        return status;
      }
    }
  }

  private int report(Studio studio, long job, Standing status, OutputFiles out, long began)
      throws IOException {
    var video = status.video();
    if (status.phase() == Phase.COMPLETED && video != null) {
      var files = fetch(studio, job, video, out);
      long seconds = (System.nanoTime() - began) / 1_000_000_000;
      terminal.say(
          "%s (%s, %d:%02d, %d s to make)"
              .formatted(
                  files.get(Studio.Part.VIDEO),
                  video.size(),
                  video.durationMillis() / 60_000,
                  video.durationMillis() / 1000 % 60,
                  seconds));
      terminal.say("with .srt, .vtt, .jpg and .json beside it");
      return 0;
    }
    terminal.say("Job %d %s: %s".formatted(job, status.phase().written(), status.message()));
    if (status.worthAnotherTry()) {
      terminal.say("The log is in %s.".formatted(home.log()));
    }
    return FAILED;
  }

  private static Map<Studio.Part, Path> fetch(
      Studio studio, long job, Standing.Made video, OutputFiles out) throws IOException {
    var files = out.choose(video.title());
    for (var file : files.entrySet()) {
      makeRoom(job, file.getValue().getParent());
      studio.fetch(job, file.getKey(), file.getValue());
    }
    return files;
  }

  private static void makeRoom(long job, @Nullable Path directory) {
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw WholeFile.failed(job, directory, e);
    }
  }

  /** Ctrl-C: children are stopped, the job stays, and the process ends when all that is done. */
  private final class Interruption implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private boolean closed;
    private final Studio studio;
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile long job;

    Interruption(Studio studio) {
      this.studio = studio;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
      asked.countDown();
      terminal.settle();
      if (job > 0) {
        terminal.say("");
        terminal.say(studio.farewell(job));
      }
      closeOnce();
    }

    @Override
    public void close() {
      closeOnce();
      Optional.of(hook)
          .filter(h -> asked.getCount() > 0)
          .ifPresent(Runtime.getRuntime()::removeShutdownHook);
    }

    /**
     * Whoever comes second waits for the first: a hook that returns early would let the process end
     * in the middle.
     */
    private synchronized void closeOnce() {
      if (!closed) {
        closed = true;
        studio.close();
      }
    }
  }
}
