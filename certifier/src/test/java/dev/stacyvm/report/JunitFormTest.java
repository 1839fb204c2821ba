package dev.stacyvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class JunitFormTest {
    private static final HostFacts HOST = new HostFacts("host-a", "Linux 6.1.0 x86_64", "ab", "boot");

    @Example
    void aCheckIsACaseAndOnlyAFailedOneFails() throws Exception {
        String xml = Format.JUNIT.render(report(
                check(Status.PASS, "docker.cli", "docker runs"),
                check(Status.WARN, "docker.seccomp", "it is unconfined"),
                check(Status.FAIL, "kata.discovery", "no engine"),
                check(Status.SKIP, "kata.runtime", "not run")));

        validate(xml);
        Element suite = parse(xml).getDocumentElement();
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("skipped")))
                .containsExactly("4", "1", "1");
        assertThat(suite.getAttribute("time")).isEqualTo("0.012");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("fix: mend it");
        assertThat(suite.getElementsByTagName("system-out").item(1).getTextContent())
                .isEqualTo("[WARN] it is unconfined fix: mend it");
    }

    @Example
    void anEmptyReportIsASuiteWithoutCases() throws Exception {
        validate(Format.JUNIT.render(report()));
    }

    @Property(tries = 300)
    void anyTextStaysText(@ForAll("hostile") String name, @ForAll("hostile") String message) throws Exception {
        String xml = Format.JUNIT.render(report(check(Status.FAIL, name, message)));

        validate(xml);
        Element failure = (Element) parse(xml).getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo(message.codePoints()
                        .map(JunitFormTest::carried)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "<",
                "]]>",
                "&amp;",
                "\"",
                "'",
                "\n",
                "\r",
                "\t",
                "\u0000",
                "\u001b[2J",
                "\u0085",
                "\uFFFE",
                "日本",
                "😀",
                "a");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    private static int carried(int character) {
        boolean lineEnd = character == '\n' || character == '\r' || character == '\t';
        boolean refused = Character.isISOControl(character) || character == 0xFFFE;
        return refused && !lineEnd ? '?' : character;
    }

    private static CheckResult check(Status status, String name, String message) {
        return new CheckResult(status, name, message, status == Status.PASS ? null : "mend it", 3, Map.of());
    }

    private static Report report(CheckResult... checks) {
        return Report.of("2026-05-09T10:00:00Z", "all", HOST, List.of(checks));
    }

    private static Document parse(String xml) throws SAXException, IOException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static void validate(String xml) throws SAXException, IOException {
        URL schema = JunitFormTest.class.getResource("/junit-report.xsd");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema)
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }
}
