package dev.kinoloom.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program for a test: a little shell script. */
public final class FakeProgram {
  private FakeProgram() {}

  /** Its path. */
  public static String write(Path directory, String script) throws IOException {
    Path program = Files.createTempFile(directory, "program", ".sh");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }
}
