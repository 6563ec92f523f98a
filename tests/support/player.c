#include "tests/support/player.h"

#include "sim/base/minutes.h"
#include "tests/support/picture.h"
#include "tests/support/sandbox.h"
#include "ui/canvas/recorder.h"

Player *player_open(const char *yaml) {
    Player *player = calloc(1, sizeof *player);
    assert_non_null(player);
    player->font = picture_font();
    player->stage = stage_create(player->font,
                                 &(StageOptions){.scale = 100, .width = 1280, .height = 720, .still = true});
    assert_non_null(player->stage);
    stage_open(player->stage, "x.yaml", yaml, strlen(yaml));
    player_settle(player);
    return player;
}

Player *player_open_file(const char *path) {
    char *yaml = sandbox_read(path, NULL);
    if (!yaml) fail_msg("cannot read %s", path);
    Player *player = player_open(yaml);
    free(yaml);
    return player;
}

void player_close(Player *player) {
    stage_destroy(player->stage);
    font_close(player->font);
    text_free(&player->words);
    text_free(&player->told);
    free(player);
}

void player_settle(Player *player) {
    while (stage_work(player->stage, 10000)) {
    }
    assert_false(stage_has_failed(player->stage));
}

void player_do(Player *player, const char *event) {
    StageEvent read;
    if (!event_parse(event, strlen(event), &read)) fail_msg("'%s' is no event", event);
    stage_take(player->stage, &read);
    player_settle(player);
}

void player_act(Player *player, Act act) {
    stage_act(player->stage, act);
    player_settle(player);
}

void player_answer(Player *player, Act act) {
    assert_int_equal(stage_view(player->stage)->phase, STEP_ASKS);
    player_act(player, act);
    player_act(player, ACT_NEXT_STEP);
    assert_int_equal(stage_view(player->stage)->phase, STEP_ANSWERED);
}

void player_go(Player *player, const char *at) {
    Minutes minute = 0;
    assert_int_equal(duration_parse(at, strlen(at), &minute), DURATION_OK);
    stage_show(player->stage, (int32_t)minute, UINT32_MAX);
    player_settle(player);
}

void player_type(Player *player, const char *typed) {
    for (; *typed; typed++)
        stage_take(player->stage,
                   &(StageEvent){.kind = EVENT_OF_TYPING, .chord = {(unsigned char)*typed, 0}});
    player_settle(player);
}

/* Chooses what is last in the fault menu's first list: a change that is typed. */
void player_branch(Player *player, const char *change) {
    player_act(player, ACT_ESCAPE); /* nobody is selected */
    player_act(player, ACT_FAULT);
    for (int i = 0; i < 48; i++) player_act(player, ACT_DOWN);
    player_act(player, ACT_ENTER);
    assert_int_equal(stage_view(player->stage)->over, OVER_PROMPT);
    for (int i = 0; i < 60; i++) player_do(player, "key Backspace");
    player_type(player, change);
    player_act(player, ACT_ENTER);
    assert_int_equal(stage_view(player->stage)->over, OVER_NOTHING);
}

const char *player_words(Player *player) {
    const Sheet sheet = stage_sheet(player->stage);
    Recorder *recorder = recorder_create(&sheet);
    assert_non_null(recorder);
    stage_draw(player->stage, recorder_canvas(recorder));
    const Text *words = recorder_words(recorder);
    assert_non_null(words);
    text_clear(&player->words);
    text_add_bytes(&player->words, words->bytes, words->length);
    recorder_destroy(recorder);
    assert_false(player->words.failed || stage_has_failed(player->stage));
    return player->words.bytes;
}

const char *player_told(Player *player) {
    text_clear(&player->told);
    text_add(&player->told, "");
    stage_tell(player->stage, &player->told);
    assert_false(player->told.failed || stage_has_failed(player->stage));
    return player->told.bytes;
}
