package dev.kinoloom.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is stored with a job for good.
 *
 * @param brief what is wished
 * @param correlationId of the request that brought it, 1 to 100 characters: it stands on the log
 *     lines of all that is done for the job
 * @param trace below which all that is done for the job is traced; null = it belongs to none
 */
public record Payload(Brief brief, String correlationId, @Nullable TraceContext trace) {
  public Payload {
    if (brief == null) {
      throw new Invalid("brief", "must be given");
    }
    if (correlationId == null || correlationId.isEmpty()) {
      throw new Invalid("correlationId", "must be given");
    }
  }
}
