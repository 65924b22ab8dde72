package dev.kinoloom.provider;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Real programs of the distribution that a test is about: where they are missing and we are root on
 * a Debian, they are installed; elsewhere the test says what to install and is skipped. {@code
 * -Dkinoloom.test.install=false} leaves the machine as it is.
 */
public final class WantedProgram {
  private static final long PATIENCE_MINUTES = 4;

  private WantedProgram() {}

  /** {@code program} is there from here on; its package is called like it. */
  public static synchronized void isInstalled(String program) throws Exception {
    if (Programs.find(program).isEmpty() && mayInstall()) {
      if (!apt("install", "-y", "--no-install-recommends", program)) {
        apt("update");
        apt("install", "-y", "--no-install-recommends", program);
      }
    }
    assumeTrue(
        Programs.find(program).isPresent(),
        "%1$s is not here; 'apt-get install %1$s' brings it".formatted(program));
  }

  private static boolean mayInstall() {
    return Boolean.parseBoolean(System.getProperty("kinoloom.test.install", "true"))
        && System.getProperty("user.name").equals("root")
        && Programs.find("apt-get").isPresent();
  }

  private static boolean apt(String... words) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("apt-get"));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(File.createTempFile("kinoloom-apt-", ".log"));
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    var process = builder.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor() == 0;
  }
}
