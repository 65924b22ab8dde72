package dev.kinoloom.provider;

import dev.kinoloom.domain.FailureKind;

/**
 * What is left of a {@link Child} that came to its end.
 *
 * @param provider who ran it
 * @param program its name
 * @param how it ended
 * @param code exit code; 128 + signal when it was killed
 * @param out the first {@value Child#OUT_MAX} bytes of stdout
 * @param err the last {@value Child#OUT_MAX} bytes of stderr
 */
public record Ended(String provider, String program, How how, int code, String out, String err) {
  /** Exit codes of programs that were killed begin here. */
  private static final int SIGNALLED = 128;

  private static final int LAST_WORDS = 300;

  /** How it came to its end. */
  public enum How {
    EXITED,
    TIMED_OUT,
    STOPPED
  }

  public boolean succeeded() {
    return how == How.EXITED && code == 0;
  }

  /** Throws when it did not end by itself with 0: TIMEOUT, UNAVAILABLE (stopped), BAD_OUTPUT. */
  public Ended expectSuccess() {
    return switch (how) {
      case TIMED_OUT -> throw failed(FailureKind.TIMEOUT, "took too long and was ended");
      case STOPPED -> throw failed(FailureKind.UNAVAILABLE, "was stopped");
      case EXITED -> {
        if (code != 0) {
          throw failed();
        }
        yield this;
      }
    };
  }

  private String end() {
    return code > SIGNALLED
        ? "was ended by signal %d".formatted(code - SIGNALLED)
        : "failed with exit code " + code;
  }

  private ProviderException failed(FailureKind kind, String what) {
    return new ProviderException(provider, kind, program + " " + what);
  }

  /** What it said is for who runs the service: programs name files. */
  private ProviderException failed() {
    String end = "%s %s".formatted(program, end());
    String said = lastWords();
    return said.isEmpty()
        ? new ProviderException(provider, FailureKind.BAD_OUTPUT, end)
        : new ProviderException(
            provider,
            FailureKind.BAD_OUTPUT,
            end + "; who runs the service can see what it said",
            "%s: %s".formatted(end, said),
            null);
  }

  /** The last line it said on stderr, fit to be shown; empty when it said nothing. */
  private String lastWords() {
    String last =
        err.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> b);
    String plain = last.replaceAll("\\p{Cntrl}", " ");
    return plain.substring(0, Math.min(LAST_WORDS, plain.length()));
  }
}
