package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is stored with a job for good.
 *
 * @param brief what is wished
 * @param correlationId of the request that brought it, 1 to 100 characters: it stands on the log
 *     lines of all that is done for the job
 * @param trace below which all that is done for the job is traced; null = it belongs to none
 * @param text what {@code brief.source} names, when it is short enough to be kept here; null = it
 *     is an artifact
 */
public record Payload(
    Brief brief, String correlationId, @Nullable TraceContext trace, @Nullable String text) {
  /** The text is the artifact that the brief names. */
  public Payload(Brief brief, String correlationId, @Nullable TraceContext trace) {
    this(brief, correlationId, trace, null);
  }

  public Payload {
    if (brief == null) {
      throw new Invalid("brief", "must be given");
    }
    if (correlationId == null || correlationId.isEmpty()) {
      throw new Invalid("correlationId", "must be given");
    }
  }

  /** With the text itself. */
  public Payload with(String whole) {
    return new Payload(brief, correlationId, trace, whole);
  }
}
