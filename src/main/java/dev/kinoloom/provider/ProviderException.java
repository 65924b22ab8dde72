package dev.kinoloom.provider;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import org.jspecify.annotations.Nullable;

/** A provider could not do what it was asked; always classified. */
public final class ProviderException extends Failed {
  private static final long serialVersionUID = 1L;
  private final String provider;

  public ProviderException(String provider, FailureKind kind, String message) {
    super(kind, message);
    this.provider = provider;
  }

  public ProviderException(String provider, FailureKind kind, String message, Throwable cause) {
    super(kind, message, cause);
    this.provider = provider;
  }

  /** {@code plain} is told to everybody, {@code detail} to who runs the service. */
  public ProviderException(
      String provider, FailureKind kind, String plain, String detail, @Nullable Throwable cause) {
    super(kind, plain, detail, cause);
    this.provider = provider;
  }

  /** Id of the provider, e.g. {@code flite}. */
  public String provider() {
    return provider;
  }
}
