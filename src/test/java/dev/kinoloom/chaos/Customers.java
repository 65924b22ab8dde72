package dev.kinoloom.chaos;

import dev.kinoloom.codec.Json;
import dev.kinoloom.http.Secrets;
import dev.kinoloom.store.OwnPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Those who ask for videos, over HTTP, of any node: each key's one after the other, each request
 * again and again elsewhere until it is answered. Seeded.
 */
final class Customers implements AutoCloseable {
  private static final int THREADS = 8;
  private static final double CANCELLING = 0.05;
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long BEFORE_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> working = new ArrayList<>();
  private final List<String> urls;
  private final List<String> secrets = new ArrayList<>();
  private final List<Integer> keys = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final long seed;
  private final Duration between;
  private final double clips;
  private volatile boolean enough;

  /**
   * {@code between}: how long each of the eight rests between two wishes, in the mean; {@code
   * urls}: of the nodes' APIs; {@code clips}: the share of the wishes that ask for a clip.
   */
  Customers(
      OwnPostgres database, List<String> urls, int keys, long seed, Duration between, double clips)
      throws SQLException {
    this.clips = clips;
    this.urls = List.copyOf(urls);
    this.seed = seed;
    this.between = between;
    makeKeys(database, keys);
  }

  /** Every fifth may run two at once, every seventh has twice the weight. */
  private void makeKeys(OwnPostgres database, int count) throws SQLException {
    try (var connection = database.open();
        var make =
            connection.prepareStatement(
                """
                with k as (
                  insert into kinoloom.vkey(name, slot, max_concurrent, weight)
                  values (?, ?, ?, ?) returning key_id)
                insert into kinoloom.api_key(hash, key_id) select ?, key_id from k
                returning key_id
                """)) {
      for (int i = 0; i < count; i++) {
        var secret = Secrets.ofKey();
        secrets.add(secret);
        make.setString(1, "customer " + i);
        make.setInt(2, i * 37 % 1_024);
        make.setInt(3, i % 5 == 0 ? 2 : 1);
        make.setFloat(4, i % 7 == 0 ? 2 : 1);
        make.setString(5, Secrets.sha256(secret));
        try (var row = make.executeQuery()) {
          row.next();
          keys.add(row.getInt(1));
        }
      }
    }
  }

  /** From now on, until it is {@link #enough()}. */
  void begin() {
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      working.add(threads.submit(() -> work(thread, new Random(seed * THREADS + thread))));
    }
  }

  /** Nothing new; answers when every request was answered. */
  void enough() throws Exception {
    enough = true;
    for (var one : working) {
      one.get(PATIENCE.toSeconds() + 30, TimeUnit.SECONDS);
    }
  }

  Ledger ledger() {
    return ledger;
  }

  private void work(int thread, Random dice) {
    var numbers = new HashMap<Integer, Integer>();
    var mine = new ArrayList<Long>();
    var owners = new ArrayList<Integer>();
    while (!enough) {
      int key = thread + THREADS * dice.nextInt(keys.size() / THREADS);
      int number = numbers.merge(key, 1, Integer::sum);
      ask(key, number, dice)
          .ifPresent(
              job -> {
                mine.add(job);
                owners.add(key);
              });
      if (!mine.isEmpty() && dice.nextDouble() < CANCELLING) {
        int which = Math.max(0, mine.size() - 1 - dice.nextInt(8));
        cancel(owners.get(which), mine.get(which), dice);
      }
      LockSupport.parkNanos((long) (between.toNanos() * 2 * dice.nextDouble()));
    }
  }

  private Optional<Long> ask(int key, int number, Random dice) {
    var wish =
        "seed %d customer %d wish %d%s"
            .formatted(seed, key, number, dice.nextDouble() < clips ? ClipVisuals.WISH : "");
    var body =
        Json.encode(
            Map.of("brief", Articles.of(key), "title", wish, "seconds", 15, "style", "ink"));
    var answer =
        persist(
            dice,
            url ->
                request(url, "/api/videos/generate", key)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", wish)
                    .POST(BodyPublishers.ofString(body))
                    .build(),
            List.of(202));
    answer.ifPresent(
        text ->
            ledger.accepted(wish, keys.get(key), number, Json.tree(text).path("jobId").asLong()));
    return answer.map(text -> Json.tree(text).path("jobId").asLong());
  }

  private void cancel(int key, long job, Random dice) {
    ledger.maybeCancelled(job);
    persist(
            dice,
            url ->
                request(url, "/api/videos/%d/cancel".formatted(job), key)
                    .POST(BodyPublishers.noBody())
                    .build(),
            List.of(202, 409))
        .filter(text -> !text.contains("\"status\":409"))
        .ifPresent(text -> ledger.cancelled(job));
  }

  private HttpRequest.Builder request(String url, String path, int key) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + secrets.get(key));
  }

  /** Sends it to one node after the other until one answers. */
  private Optional<String> persist(
      Random dice, Function<String, HttpRequest> request, List<Integer> good) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int node = dice.nextInt(urls.size());
    while (System.nanoTime() < end) {
      var answer = send(request.apply(urls.get(node++ % urls.size())));
      if (answer.isPresent()) {
        int status = answer.get().statusCode();
        if (good.contains(status)) {
          return answer.map(HttpResponse::body);
        }
        if (status != 503 || answer.get().headers().firstValue("Retry-After").isEmpty()) {
          ledger.fault(status + " " + answer.get().body());
          return Optional.empty();
        }
      }
      ledger.triedAgain();
      LockSupport.parkNanos(BEFORE_RETRY_NANOS);
    }
    ledger.fault("nobody answers");
    return Optional.empty();
  }

  private Optional<HttpResponse<String>> send(HttpRequest request) {
    try {
      return Optional.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    enough = true;
    threads.shutdownNow();
  }
}
