package dev.kinoloom.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem; an expected outcome, therefore without a stack trace. */
public final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;
  private final @Nullable Duration retryAfter;

  Rejection(Problem problem) {
    this(problem, null);
  }

  private Rejection(Problem problem, @Nullable Duration retryAfter) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Says when another try may do better. */
  public Rejection retryAfter(Duration wait) {
    return new Rejection(problem, wait);
  }

  public Problem problem() {
    return problem;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
