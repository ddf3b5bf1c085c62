package io.leadhook.destination;

import com.slack.api.model.Message;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/**
 * Writes lead events as a Slack message (Message Translator): one event as a message of its own, several as one digest.
 * Every event's id stands in a context block, because camel-slack can send no headers. All text of senders is escaped,
 * so a lead named {@code <!channel>} wakes nobody. Stateless, thread-safe.
 */
@Component("slackMessage")
public final class SlackMessages {
    // Slack's limits: header 150, section text 3000, field 2000, 10 elements to a context block, 50 blocks.
    private static final int HEADER = 150;
    private static final int SECTION = 2900;
    private static final int CONTEXT = 1900;
    private static final int ELEMENTS = 10;
    private static final int DIGEST_LINES = 100;

    /**
     * Writes the message.
     *
     * @param body the list of events that {@code delivery:} hands to a route with {@code batch} above 1, or one event
     * @throws IllegalArgumentException if the body is neither
     */
    public Message compose(@Body Object body) {
        List<LeadNews> news = new ArrayList<>();
        if (body instanceof List<?> events) {
            events.forEach(event -> news.add(LeadNews.of(event)));
        } else {
            news.add(LeadNews.of(body));
        }
        if (news.isEmpty()) {
            throw new IllegalArgumentException("there is no event to write a Slack message of");
        }
        return news.size() == 1 ? single(news.get(0)) : digest(news);
    }

    private static Message single(LeadNews news) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(news.title()));
        Map<String, String> fields = news.fields();
        if (!fields.isEmpty()) {
            blocks.add(SectionBlock.builder()
                    .fields(fields.entrySet().stream()
                            .map(field -> (TextObject) markdown("*" + field.getKey() + "*\n" + field.getValue()))
                            .toList())
                    .build());
        }
        sections(news.details()).forEach(blocks::add);
        context(List.of(news.reference())).forEach(blocks::add);
        return message(SlackText.escape(news.title(), HEADER), blocks);
    }

    private static Message digest(List<LeadNews> news) {
        String title = news.size() + " lead events";
        String counts = counts(news);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(title));
        List<String> lines = new ArrayList<>();
        lines.add(counts);
        news.stream().limit(DIGEST_LINES).map(LeadNews::line).forEach(lines::add);
        if (news.size() > DIGEST_LINES) {
            lines.add("… and " + (news.size() - DIGEST_LINES) + " more");
        }
        sections(lines).forEach(blocks::add);
        context(news.stream().map(LeadNews::id).toList()).forEach(blocks::add);
        return message(title + ": " + counts, blocks);
    }

    /** Such as {@code 12 lead.created · 3 lead.scored}, in the order in which the types first came. */
    private static String counts(List<LeadNews> news) {
        Map<String, Long> byType =
                news.stream().collect(Collectors.groupingBy(LeadNews::type, LinkedHashMap::new, Collectors.counting()));
        return byType.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(" · "));
    }

    private static HeaderBlock header(String title) {
        return HeaderBlock.builder()
                .text(PlainTextObject.builder()
                        .text(SlackText.escape(title, HEADER))
                        .emoji(false)
                        .build())
                .build();
    }

    private static List<LayoutBlock> sections(List<String> lines) {
        return SlackText.pack(lines, "\n", SECTION).stream()
                .map(text -> (LayoutBlock)
                        SectionBlock.builder().text(markdown(text)).build())
                .toList();
    }

    private static List<LayoutBlock> context(List<String> references) {
        List<String> texts = SlackText.pack(references, " · ", CONTEXT);
        List<LayoutBlock> blocks = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += ELEMENTS) {
            ContextBlock.ContextBlockBuilder block = ContextBlock.builder();
            block.elements(texts.subList(from, Math.min(from + ELEMENTS, texts.size())).stream()
                    .map(text -> (com.slack.api.model.block.ContextBlockElement) markdown(text))
                    .toList());
            blocks.add(block.build());
        }
        return blocks;
    }

    /** Verbatim: Slack shall not make channels and links of what looks like one. */
    private static MarkdownTextObject markdown(String text) {
        return MarkdownTextObject.builder().text(text).verbatim(true).build();
    }

    private static Message message(String text, List<LayoutBlock> blocks) {
        Message message = new Message();
        message.setText(text);
        message.setBlocks(blocks);
        return message;
    }
}
