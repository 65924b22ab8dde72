package dev.kinoloom.delivery;

import dev.kinoloom.codec.StatusJson;
import dev.kinoloom.domain.Fact;
import dev.kinoloom.domain.FactKind;
import dev.kinoloom.domain.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Somebody who watches a job, and what he has been told. */
final class Watcher {
  private final int key;
  private final long job;
  private final Channel channel;
  private final long began = System.nanoTime();
  private final Map<String, String> logFields;
  private int told;

  /**
   * {@code told}: number of the last fact that he knows of; {@code logFields}: what stands on lines
   * about the job.
   */
  Watcher(int key, long job, Channel channel, int told, Map<String, String> logFields) {
    this.logFields = logFields;
    this.key = key;
    this.job = job;
    this.channel = channel;
    this.told = told;
  }

  /** Whose virtual key it is. */
  int key() {
    return key;
  }

  long job() {
    return job;
  }

  /** How long he has been watching. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  int told() {
    return told;
  }

  Map<String, String> logFields() {
    return logFields;
  }

  Channel channel() {
    return channel;
  }

  /** Tells a fact, unless he knows it; {@code after} is how the job stands with it. */
  void tell(Fact fact, JobProgress after) {
    if (fact.seq() <= told) {
      return;
    }
    told = fact.seq();
    channel.send(event(fact, after).format());
    if (fact.kind().isFinal()) {
      channel.end();
    }
  }

  /** As of the fact itself, so that each watcher is told the same, whenever he watches. */
  private static ServerSentEvent event(Fact fact, JobProgress after) {
    Instant then = fact.at();
    return new ServerSentEvent(
        name(fact.kind()), fact.seq(), StatusJson.event(fact, after.status(then)).encode());
  }

  private static String name(FactKind kind) {
    return switch (kind) {
      case COMPLETED -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      default -> "progress";
    };
  }
}
