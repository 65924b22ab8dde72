package dev.kinoloom.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.config.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and a certificate of this machine that it signed, made by the JDK's keytool. */
final class Certificates {
  private static final String PASSWORD = "changeit";
  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /** Made in {@code directory}, which is not there yet. */
  static Cluster.Tls in(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    var made = new Certificates(Files.createDirectories(directory));
    made.pair("ca", "-ext", "bc:c");
    made.pair("node");
    made.keytool("ca", "-exportcert", "-rfc", "-file", "ca.pem");
    made.keytool("node", "-certreq", "-file", "node.csr");
    made.keytool(
        "ca",
        "-gencert",
        "-rfc",
        "-infile",
        "node.csr",
        "-outfile",
        "node.pem",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    return new Cluster.Tls(
        directory.resolve("node.pem"), made.keyOfNode(), directory.resolve("ca.pem"));
  }

  private void pair(String name, String... more) throws IOException, InterruptedException {
    var options = new ArrayList<>(List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048"));
    options.addAll(List.of("-dname", "CN=" + name, "-validity", "2"));
    options.addAll(List.of(more));
    keytool(name, options.toArray(String[]::new));
  }

  private void keytool(String name, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-alias", name, "-keystore", name + ".p12", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("keytool.log"))).isZero();
  }

  private Path keyOfNode() throws IOException, GeneralSecurityException {
    var store =
        KeyStore.getInstance(directory.resolve("node.p12").toFile(), PASSWORD.toCharArray());
    var key = store.getKey("node", PASSWORD.toCharArray()).getEncoded();
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return Files.writeString(
        directory.resolve("node.key"),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(base64));
  }
}
