package dev.kinoloom.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks as much S3 as we do (path style; objects, ranges, uploads in parts, their
 * list), and misbehaves when it is told to: the next requests of a method meet the troubles given
 * for it, one each.
 */
public final class TroubledBucket implements AutoCloseable {
  public static final String BUCKET = "films";
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
  private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

  public enum Trouble {
    /** 503: asked too often. */
    SLOW_DOWN,
    /** 500. */
    ERROR,
    /** 403. */
    REFUSED,
    /** 507. */
    FULL,
    /** 404: no such bucket. */
    NO_BUCKET,
    /** The connection breaks in the middle of the body. */
    CUT,
    /** Half of the body, said to be all. */
    WRONG_LENGTH,
    /** A byte is another. */
    WRONG_BYTES,
    /** Ranges are not known: all of it comes. */
    NO_RANGES,
    /** It is done, and the connection breaks before the answer. */
    LOST,
    /** Half of the body, then nothing more. */
    SILENT,
    /** Does all as it should. */
    NONE
  }

  public final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  final Map<String, TreeMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();

  /** When all objects were written; null = it does not say. */
  volatile @Nullable Instant writtenAt;

  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Bytes of objects that were sent. */
  final AtomicLong sent = new AtomicLong();

  private final Map<String, Deque<Trouble>> troubles = new ConcurrentHashMap<>();
  private final Map<String, String> objectOfUpload = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public TroubledBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What the next requests of a method meet. */
  public void troubles(String method, Trouble... next) {
    troubles.computeIfAbsent(method, m -> new ArrayDeque<>()).addAll(List.of(next));
  }

  public long count(String method) {
    return requests.stream().filter(request -> request.startsWith(method + " ")).count();
  }

  private Trouble next(String method) {
    var mine = troubles.get(method);
    synchronized (troubles) {
      return mine == null || mine.isEmpty() ? Trouble.NONE : mine.removeFirst();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    var method = exchange.getRequestMethod();
    requests.add(method + " " + exchange.getRequestURI());
    var body = exchange.getRequestBody().readAllBytes();
    if (query(exchange).containsKey("list-type")) { // whoever counts what there is meets no trouble
      send(exchange, 200, listOfObjects(query(exchange).getOrDefault("prefix", "")));
      exchange.close();
      return;
    }
    var trouble = next(method);
    switch (trouble) {
      case SLOW_DOWN -> error(exchange, 503, "SlowDown");
      case ERROR -> error(exchange, 500, "InternalError");
      case REFUSED -> error(exchange, 403, "AccessDenied");
      case FULL -> error(exchange, 507, "StorageFull");
      case NO_BUCKET -> error(exchange, 404, "NoSuchBucket");
      default -> answer(exchange, body, trouble);
    }
    exchange.close();
  }

  private void answer(HttpExchange exchange, byte[] body, Trouble trouble) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var query = query(exchange);
    if (!path.startsWith("/" + BUCKET)) {
      error(exchange, 404, "NoSuchBucket");
      return;
    }
    var name = path.length() > BUCKET.length() + 2 ? path.substring(BUCKET.length() + 2) : "";
    switch (exchange.getRequestMethod()) {
      case "HEAD" -> head(exchange, objects.get(name));
      case "GET" -> {
        if (query.containsKey("uploads")) {
          send(exchange, 200, listOfUploads());
        } else {
          get(exchange, objects.get(name), trouble);
        }
      }
      case "PUT" -> put(exchange, name, query, body, trouble);
      case "POST" -> post(exchange, name, query, body, trouble);
      case "DELETE" -> {
        if (query.containsKey("uploadId")) {
          uploads.remove(query.get("uploadId"));
        } else {
          objects.remove(name);
        }
        exchange.sendResponseHeaders(204, -1);
      }
      default -> error(exchange, 405, "MethodNotAllowed");
    }
  }

  private void head(HttpExchange exchange, byte @Nullable [] object) throws IOException {
    if (object == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Length", Integer.toString(object.length));
    var written = writtenAt;
    if (written != null) {
      var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(written.atOffset(ZoneOffset.UTC));
      exchange.getResponseHeaders().set("Last-Modified", date);
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private void get(HttpExchange exchange, byte @Nullable [] object, Trouble trouble)
      throws IOException {
    if (object == null) {
      error(exchange, 404, "NoSuchKey");
      return;
    }
    var range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    boolean part = range.matches() && trouble != Trouble.NO_RANGES;
    int from = part ? Integer.parseInt(range.group(1)) : 0;
    var bytes = Arrays.copyOfRange(object, from, object.length);
    if (part) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, object.length - 1, object.length));
    }
    if (trouble == Trouble.WRONG_BYTES) {
      bytes[bytes.length / 2] ^= 1;
    }
    boolean half =
        trouble == Trouble.CUT || trouble == Trouble.SILENT || trouble == Trouble.WRONG_LENGTH;
    int sent = half ? bytes.length / 2 : bytes.length;
    int said = trouble == Trouble.WRONG_LENGTH ? sent : bytes.length;
    exchange.sendResponseHeaders(part ? 206 : 200, said == 0 ? -1 : said);
    OutputStream out = exchange.getResponseBody();
    this.sent.addAndGet(sent);
    out.write(bytes, 0, sent);
    out.flush();
    if (trouble == Trouble.SILENT) {
      waitForTheEnd();
    }
  }

  private void put(
      HttpExchange exchange, String name, Map<String, String> query, byte[] body, Trouble trouble)
      throws IOException {
    var md5 = exchange.getRequestHeaders().getFirst("Content-MD5");
    if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(md5(body)))) {
      error(exchange, 400, "BadDigest");
      return;
    }
    if ("*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
        && objects.containsKey(name)) {
      error(exchange, 412, "PreconditionFailed");
      return;
    }
    var id = query.get("uploadId");
    if (id == null) {
      objects.put(name, body);
    } else {
      Objects.requireNonNull(uploads.get(id)).put(Integer.valueOf(query.get("partNumber")), body);
    }
    if (trouble != Trouble.LOST) {
      exchange.getResponseHeaders().set("ETag", '"' + HexFormat.of().formatHex(md5(body)) + '"');
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void post(
      HttpExchange exchange, String name, Map<String, String> query, byte[] body, Trouble trouble)
      throws IOException {
    if (query.containsKey("uploads")) {
      var id = UUID.randomUUID().toString();
      uploads.put(id, new TreeMap<>());
      objectOfUpload.put(id, name);
      send(
          exchange,
          200,
          "<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
              .formatted(id));
      return;
    }
    var parts = uploads.remove(query.get("uploadId"));
    if (parts == null) {
      error(exchange, 404, "NoSuchUpload");
      return;
    }
    var whole = new ByteArrayOutputStream();
    PART.matcher(new String(body, StandardCharsets.UTF_8))
        .results()
        .forEach(found -> whole.writeBytes(parts.get(Integer.valueOf(found.group(1)))));
    objects.put(name, whole.toByteArray());
    if (trouble != Trouble.LOST) {
      send(
          exchange,
          200,
          "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
    }
  }

  private String listOfObjects(String prefix) {
    return "<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
        .formatted(
            objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(
                    object ->
                        "<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                            .formatted(object.getKey(), Instant.now(), object.getValue().length))
                .collect(Collectors.joining()));
  }

  private String listOfUploads() {
    return "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>%s</ListMultipartUploadsResult>"
        .formatted(
            uploads.keySet().stream()
                .map(
                    id ->
                        "<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiated>%s</Initiated></Upload>"
                            .formatted(objectOfUpload.get(id), id, Instant.EPOCH.plusSeconds(100)))
                .collect(Collectors.joining()));
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    send(
        exchange,
        status,
        "<Error><Code>%s</Code><Message>as told</Message></Error>".formatted(code));
  }

  private static void send(HttpExchange exchange, int status, String xml) throws IOException {
    var bytes = ("<?xml version=\"1.0\"?>" + xml).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var raw = exchange.getRequestURI().getQuery();
    return raw == null
        ? Map.of()
        : Arrays.stream(raw.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
  }

  private static byte[] md5(byte[] body) {
    try {
      return MessageDigest.getInstance("MD5").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void waitForTheEnd() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
