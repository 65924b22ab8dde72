package dev.kinoloom.stage.media;

import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.Inspection;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at a PNG, JPEG or GIF just as it will be put on a sheet. */
public final class PictureInspection implements Inspection {
  @Override
  public Path admit(Path file, String mediaType, Call call) throws IOException {
    try {
      new PictureFile(file).inspect();
      return file;
    } catch (Failed e) {
      throw e.kind() == FailureKind.BAD_OUTPUT
          ? new Failed(FailureKind.VALIDATION, "cannot be shown: " + e.failure().message(), e)
          : e;
    }
  }
}
