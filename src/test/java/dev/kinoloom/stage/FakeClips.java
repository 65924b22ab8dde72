package dev.kinoloom.stage;

import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ClipProvider;
import dev.kinoloom.provider.ClipWish;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A provider of clips that does what a test says, and remembers what it was asked. */
final class FakeClips implements ClipProvider {
  private static final byte[] MP4 = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0};

  private final List<String> asked = new ArrayList<>();
  private Future<Sent> sent = Future.succeededFuture(new Booked("h1"));
  private Future<Look> look = Future.succeededFuture(new Underway(null));
  private Future<Void> cancelled = Future.succeededFuture();

  /** E.g. {@code create 1}, {@code look h1}. */
  List<String> asked() {
    return asked;
  }

  FakeClips sends(Future<Sent> answer) {
    sent = answer;
    return this;
  }

  FakeClips sends(Sent answer) {
    return sends(Future.succeededFuture(answer));
  }

  FakeClips looks(Future<Look> answer) {
    look = answer;
    return this;
  }

  FakeClips looks(Look answer) {
    return looks(Future.succeededFuture(answer));
  }

  FakeClips cancels(Future<Void> answer) {
    cancelled = answer;
    return this;
  }

  @Override
  public String name() {
    return "film";
  }

  @Override
  public String model() {
    return "m1";
  }

  @Override
  public Future<Sent> create(ClipWish wish, String reference, Call call) {
    asked.add("create " + reference);
    return sent;
  }

  @Override
  public Future<Look> look(String handle, Call call) {
    asked.add("look " + handle);
    return look;
  }

  @Override
  public Future<Path> fetch(URI output, Path into, Call call) {
    asked.add("fetch " + output);
    try {
      return Future.succeededFuture(Files.write(into, MP4));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<Void> cancel(String handle, Call call) {
    asked.add("cancel " + handle);
    return cancelled;
  }
}
