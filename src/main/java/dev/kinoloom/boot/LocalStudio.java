package dev.kinoloom.boot;

import dev.kinoloom.api.Admission;
import dev.kinoloom.api.Intake;
import dev.kinoloom.api.VideoRequest;
import dev.kinoloom.codec.Payloads;
import dev.kinoloom.config.Roles;
import dev.kinoloom.domain.ArtifactRef;
import dev.kinoloom.domain.Brief.OwnMedia;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.JobStatus.Phase;
import dev.kinoloom.domain.JobSummary;
import dev.kinoloom.store.Progresses;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Videos made in this process: a node of its own for the time of the command. */
final class LocalStudio implements Studio {
  private static final Logger log = LoggerFactory.getLogger(LocalStudio.class);
  private static final int REMEMBERED = 16;
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Node node;
  private final int key;
  private final Progresses progresses;
  private final Making making;

  private record Making(Engine engine, Intake intake, Admission admission) {}

  /** {@code node} is closed with it, also when it cannot begin. */
  static LocalStudio working(Node node) {
    return working(node, engine -> engine.start(node.isAlone()));
  }

  /** The same with another {@code start} of the engine. */
  static LocalStudio working(Node node, Function<Engine, Future<Void>> start) {
    try {
      return new LocalStudio(node, start);
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private LocalStudio(Node node, Function<Engine, Future<Void>> start) {
    this.node = node;
    this.key = Keys.local(node);
    this.progresses = new Progresses(node.stores().facts(), REMEMBERED);
    this.making = begin(node, start);
  }

  private static Making begin(Node node, Function<Engine, Future<Void>> start) {
    var plant = Plant.build(node, Roles.all(Stages.names()));
    try {
      Node.await(start.apply(plant.engine()));
    } catch (RuntimeException e) {
      leave(plant.engine()); // others may have counted it in, and it may hold work
      throw e;
    }
    return new Making(plant.engine(), plant.intake(), plant.admission());
  }

  private static void leave(Engine engine) {
    try {
      Node.await(engine.leave(AT_ONCE));
    } catch (RuntimeException e) {
      log.warn("node did not leave cleanly; the next start takes over", e);
    }
  }

  @Override
  public long submit(Wish wish) {
    var request = request(wish, making.admission());
    return Node.await(making.intake().accept(key, request, null, UUID.randomUUID().toString()))
        .job();
  }

  private VideoRequest request(Wish wish, Admission admission) {
    var media =
        wish.media().stream()
            .map(one -> new OwnMedia(one.scene(), keep(one.file(), "media", admission)))
            .toList();
    return new VideoRequest(
        Buffer.buffer(wish.text()),
        wish.kind(),
        wish.title(),
        wish.seconds(),
        FrameSize.parse(wish.size(), wish.preset()),
        wish.fps(),
        wish.voice(),
        wish.style().isEmpty() ? null : wish.style(),
        wish.captions(),
        wish.preset(),
        wish.language(),
        wish.audience(),
        wish.goal(),
        wish.crossFadeMillis(),
        media,
        wish.music() == null ? null : keep(wish.music(), "music", admission),
        wish.clips());
  }

  private ArtifactRef keep(Path file, String field, Admission admission) {
    return Node.await(admission.keep(key, file, field));
  }

  @Override
  public Standing standing(long job) {
    summary(job);
    return Standing.of(Node.await(progresses.now(job)).status(Clock.systemUTC().instant()));
  }

  @Override
  public String farewell(long job) {
    return "Stopped. 'kinoloom make --resume' goes on with job %d.".formatted(job);
  }

  @Override
  public List<JobLine> list(int most) {
    return Node.await(node.stores().jobs().list(key, Set.of(), 0, most)).stream()
        .map(LocalStudio::line)
        .toList();
  }

  private static JobLine line(JobSummary job) {
    var title = Payloads.title(job.payload()).orElse("");
    return new JobLine(job.job(), Phase.of(job.state()), title, job.createdAt());
  }

  @Override
  public void fetch(long job, Part part, Path into) {
    var video = Node.await(progresses.now(job)).status(Clock.systemUTC().instant()).video();
    if (video == null) {
      throw new CannotStart("Job %d has no video.".formatted(job));
    }
    var ref =
        switch (part) {
          case VIDEO -> video.file();
          case SRT -> video.srt();
          case VTT -> video.vtt();
          case THUMBNAIL -> video.thumbnail();
          case METADATA -> video.metadata();
        };
    try (var local = Node.await(node.artifacts().open(key, ref));
        var file = Files.newInputStream(local.path())) {
      WholeFile.write(job, file, into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobSummary summary(long job) {
    return Node.await(node.stores().jobs().find(job))
        .filter(found -> found.key() == key)
        .orElseThrow(() -> Studio.unknown(job));
  }

  @Override
  public void close() {
    leave(making.engine());
    node.close();
  }
}
