package dev.kinoloom.provider.replicate;

import dev.kinoloom.config.Secret;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.ProviderException;
import io.vertx.core.json.DecodeException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** What went wrong, classified, in words, and never with our token in them. */
final class Trouble {
  private static final int SHOWN = 300;

  private final Secret token;

  Trouble(Secret token) {
    this.token = token;
  }

  /** An answer that is no 2xx. */
  ProviderException refused(Answer answer) {
    return new ProviderException(
        Replicate.ID,
        kind(answer.status()),
        "Replicate answered %d.".formatted(answer.status()),
        "Replicate answered " + said(answer),
        null);
  }

  static FailureKind kind(int status) {
    return switch (status) {
      case 401, 402, 403 -> FailureKind.CREDENTIALS;
      case 408, 504 -> FailureKind.TIMEOUT;
      case 409, 423, 425 -> FailureKind.UNAVAILABLE;
      case 429 -> FailureKind.RATE_LIMITED;
      default -> {
        if (status >= 500) {
          yield FailureKind.UNAVAILABLE;
        }
        // a redirect is a wrong address in the configuration: a token is never sent elsewhere
        yield status >= 400 ? FailureKind.VALIDATION : FailureKind.UNSUPPORTED;
      }
    };
  }

  /** The status, and the server's own words, short. */
  String said(Answer answer) {
    var words = shown(detail(answer));
    return words.isEmpty() ? answer.status() + "." : answer.status() + ": " + words;
  }

  private static String detail(Answer answer) {
    try {
      return answer.body().toJsonObject().getValue("detail") instanceof String detail ? detail : "";
    } catch (DecodeException | ClassCastException e) {
      return answer.body().getString(0, Math.min(answer.body().length(), 4 * SHOWN));
    }
  }

  /** Words of theirs, fit to be shown: on one line, short, without the token. */
  String shown(String theirs) {
    var masked = token.isEmpty() ? theirs : theirs.replace(token.reveal(), "***");
    var line = masked.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  static ProviderException notAsked() {
    return new ProviderException(
        Replicate.ID, FailureKind.UNAVAILABLE, "Replicate was not asked: there was no more time.");
  }

  /** The request never left. */
  static ProviderException notSent(Throwable cause) {
    boolean nobody = cause instanceof ConnectException || cause instanceof UnknownHostException;
    return new ProviderException(
        Replicate.ID,
        FailureKind.UNAVAILABLE,
        nobody
            ? "Replicate cannot be reached: is the network there, is its address right?"
            : "Replicate could not be connected to.",
        cause);
  }

  /** The request left; who knows what became of it. */
  static ProviderException broken(Throwable cause) {
    if (cause instanceof ProviderException known) {
      return known;
    }
    boolean late = cause instanceof TimeoutException;
    return new ProviderException(
        Replicate.ID,
        late ? FailureKind.TIMEOUT : FailureKind.CONNECTION,
        late ? "Replicate did not answer in time." : "The connection to Replicate broke.",
        cause);
  }

  /** Something that was fetched is not what it should be. */
  static ProviderException badFile(String what) {
    return new ProviderException(
        Replicate.ID, FailureKind.BAD_OUTPUT, "Replicate's clip cannot be used: " + what);
  }
}
