package dev.kinoloom.artifact;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Nothing in the environment gives credentials: the SDK's own exception does not tell. */
final class NoCredentials extends SdkClientException {
  private static final long serialVersionUID = 1L;

  private NoCredentials(SdkClientException cause) {
    super(SdkClientException.builder().message("no credentials").cause(cause));
  }

  /** The same credentials; when there are none, it says so by this exception. */
  static AwsCredentialsProvider told(AwsCredentialsProvider from) {
    return new AwsCredentialsProvider() {
      @Override
      public AwsCredentials resolveCredentials() {
        try {
          return from.resolveCredentials();
        } catch (SdkClientException e) {
          throw new NoCredentials(e);
        }
      }
    };
  }
}
