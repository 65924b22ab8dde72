package dev.kinoloom.boot;

import dev.kinoloom.config.Settings;
import dev.kinoloom.domain.Failed;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.StyleName;
import dev.kinoloom.provider.Blocking;
import dev.kinoloom.provider.Fonts;
import dev.kinoloom.provider.Voices;
import dev.kinoloom.store.DatabaseAddress;
import dev.kinoloom.store.Migrator;
import dev.kinoloom.store.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code doctor}: what this machine has, and what to do about what is missing. Starts nothing and
 * changes nothing but the home's tools.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what this machine has, and what to do about what is missing.")
final class DoctorCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;
  private static final long DISK_ENOUGH = 2 * GIB;

  private static final int VOICES_SHOWN = 12;
  private static final Map<String, String> SAMPLES =
      new TreeMap<>(
          Map.of(
              "Latin",
              "Grüße",
              "Cyrillic",
              "Привет",
              "Greek",
              "Γειά",
              "Arabic",
              "مرحبا",
              "Hebrew",
              "שלום",
              "Chinese",
              "你好",
              "Japanese",
              "こんにちは",
              "Devanagari",
              "नमस्ते"));

  @Mixin private HomeOptions options = new HomeOptions();
  @Spec private @Nullable CommandSpec spec;
  private boolean healthy = true;

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var home = options.prepared();
    Logging.toFile(home.log());
    var settings = options.settings();
    line(
        out,
        true,
        "Kinoloom",
        Main.Version.text() + ", Java " + Runtime.version() + ", home " + home.root());
    machine(out, home);
    database(out, home, settings);
    artifacts(out, ArtifactPlace.of(settings.settings(), home));
    ffmpeg(out, home, settings.providers());
    fonts(out, home);
    var vertx = Vertx.vertx();
    try {
      voices(out, settings.providers(), vertx);
    } finally {
      Node.await(vertx.close());
    }
    return healthy ? 0 : 1;
  }

  private void machine(PrintWriter out, Home home) {
    long free = home.root().toFile().getUsableSpace();
    line(
        out,
        free >= DISK_ENOUGH,
        "Disk",
        "%.1f GiB free%s"
            .formatted(
                (double) free / GIB,
                free >= DISK_ENOUGH
                    ? ""
                    : "; a video needs up to 2 GiB: make room, or set --home to a larger disk"));
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      line(
          out,
          true,
          "Machine",
          "%d processors, %.1f GiB of memory"
              .formatted(
                  system.getAvailableProcessors(), (double) system.getTotalMemorySize() / GIB));
    }
  }

  private void database(PrintWriter out, Home home, ConfigLoader.Loaded settings) {
    var url = settings.settings().database().url();
    if (url == null) {
      line(out, true, "Database", "an embedded PostgreSQL in the home" + serving(home));
    } else {
      named(out, home, settings.settings().database(), url);
    }
  }

  private void named(PrintWriter out, Home home, Settings.Database settings, String url) {
    try {
      var address = DatabaseAddress.parse(url, settings.user(), settings.password());
      Migrator.requireServer(address);
      line(
          out,
          true,
          "Database",
          "%s on %s:%d%s"
              .formatted(address.database(), address.host(), address.port(), serving(home)));
    } catch (Invalid e) {
      line(out, false, "Database", OptionNames.sentence(e));
    } catch (StoreUnavailable e) {
      line(out, false, "Database", String.valueOf(e.getMessage()));
    }
  }

  private void artifacts(PrintWriter out, ArtifactPlace place) {
    try {
      place.requireUsable();
      line(out, true, "Artifacts", place.where());
    } catch (Failed e) {
      line(out, false, "Artifacts", e.failure().forOperators());
    } catch (Invalid e) {
      line(out, false, "Artifacts", OptionNames.sentence(e));
    } catch (IOException e) {
      line(
          out,
          false,
          "Artifacts",
          "%s cannot be written (%s): set artifacts.directory to a directory that can"
              .formatted(place.where(), e.getMessage()));
    }
  }

  private static String serving(Home home) {
    try {
      return home.running()
          .map(service -> ", in use by the service on " + service.url())
          .orElse("");
    } catch (java.io.IOException e) {
      return "";
    }
  }

  private void ffmpeg(PrintWriter out, Home home, ConfigTree providers) {
    try {
      var found = Providers.ffmpeg(home, providers);
      line(
          out,
          true,
          "FFmpeg",
          "%s, %s (%s)"
              .formatted(
                  found.capabilities().version(),
                  found.program(),
                  found.source().name().toLowerCase(Locale.ROOT)));
    } catch (Failed e) {
      line(out, false, "FFmpeg", e.failure().forOperators());
    }
  }

  private void fonts(PrintWriter out, Home home) {
    var fonts = Fonts.open(home.tools());
    SAMPLES.forEach(
        (script, sample) ->
            out.println(
                "%-7s %-9s %s"
                    .formatted(
                        fonts.missing(sample).isEmpty() ? "ok" : "-",
                        "Fonts",
                        script + fonts.advice(sample).map(why -> ": " + why).orElse(""))));
  }

  private void voices(PrintWriter out, ConfigTree providers, Vertx vertx) {
    var voices =
        Node.await(Voices.gather(Providers.speech(providers, vertx, blocking(vertx)))).all();
    var some =
        voices.stream()
            .limit(VOICES_SHOWN)
            .map(Voices.Choice::id)
            .collect(Collectors.joining(", "));
    line(
        out,
        !voices.isEmpty(),
        "Voices",
        voices.size() > VOICES_SHOWN
            ? "%s and %d more".formatted(some, voices.size() - VOICES_SHOWN)
            : some);
    boolean chat = providers.child("chat").text("baseUrl").isPresent();
    line(
        out,
        true,
        "Writer",
        chat
            ? "an LLM, as providers.chat says"
            : "offline, from articles and scripts; set providers.chat.baseUrl for bare topics");
    line(out, true, "Styles", String.join(", ", StyleName.names()));
  }

  private static Blocking blocking(Vertx vertx) {
    return new Blocking() {
      @Override
      public <T> Future<T> run(Callable<T> work) {
        return vertx.executeBlocking(work, false);
      }
    };
  }

  private void line(PrintWriter out, boolean ok, String what, String words) {
    healthy &= ok;
    out.println("%s %-9s %s".formatted(ok ? "ok     " : "MISSING", what, words));
  }
}
