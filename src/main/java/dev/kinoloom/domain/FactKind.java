package dev.kinoloom.domain;

/**
 * What can happen to a job; the numbers are those of the store, the written names those of bus, SSE
 * and webhook.
 */
public enum FactKind {
  /** Only a newer version knows what happened. */
  UNKNOWN(0, "VideoGenerationProgress"),
  ACCEPTED(1, "VideoGenerationRequested"),
  STARTED(2, "VideoGenerationStarted"),
  RESUMED(3, "VideoGenerationStarted"),
  TASK_DONE(4, "VideoGenerationProgress"),
  HELD(5, "VideoGenerationProgress"),
  CANCEL_REQUESTED(6, "VideoGenerationProgress"),
  LEASE_LOST(7, "VideoGenerationProgress"),
  PROGRESS(8, "VideoGenerationProgress"),
  TASK_SETBACK(9, "VideoGenerationProgress"),
  APPROVED(10, "VideoGenerationProgress"),
  PAID_CALL_RESOLVED(11, "VideoGenerationProgress"),
  COMPLETED(14, "VideoGenerationCompleted"),
  FAILED(15, "VideoGenerationFailed"),
  CANCELLED(16, "VideoGenerationCancelled");

  private final int code;
  private final String written;

  FactKind(int code, String written) {
    this.code = code;
    this.written = written;
  }

  public int code() {
    return code;
  }

  /** The name under which the outside knows it. */
  public String written() {
    return written;
  }

  /** Nothing follows it. */
  public boolean isFinal() {
    return code >= 14;
  }

  /** {@link #UNKNOWN} when this version does not know the code. */
  public static FactKind of(int code) {
    for (var kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return UNKNOWN;
  }
}
