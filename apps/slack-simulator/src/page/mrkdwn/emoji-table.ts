/**
 * Emoji by Slack's names (without colons), each name followed by its character, in the groups of the picker. Not all
 * that Slack knows: those that people and bots use most. What is not here is shown as it was typed.
 */
export const EMOJI_GROUPS: readonly { readonly name: string; readonly words: string }[] = [
  {
    name: 'Smileys',
    words: `grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣 joy 😂
slightly_smiling_face 🙂 upside_down_face 🙃 melting_face 🫠 wink 😉 blush 😊 innocent 😇 smiling_face_with_3_hearts 🥰
heart_eyes 😍 star-struck 🤩 kissing_heart 😘 relaxed ☺️ smiling_face_with_tear 🥲 yum 😋 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 zany_face 🤪 money_mouth_face 🤑 hugging_face 🤗 face_with_hand_over_mouth 🤭
shushing_face 🤫 thinking_face 🤔 saluting_face 🫡 zipper_mouth_face 🤐 face_with_raised_eyebrow 🤨 neutral_face 😐
expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔
sleepy 😪 sleeping 😴 mask 😷 face_with_thermometer 🤒 nauseated_face 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶
dizzy_face 😵 exploding_head 🤯 face_with_cowboy_hat 🤠 partying_face 🥳 sunglasses 😎 nerd_face 🤓
face_with_monocle 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁 open_mouth 😮 hushed 😯 astonished 😲 flushed 😳
pleading_face 🥺 fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 confounded 😖
persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡 angry 😠 skull 💀
hankey 💩 clown_face 🤡 ghost 👻 alien 👽 robot_face 🤖 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊`,
  },
  {
    name: 'People',
    words: `+1 👍 -1 👎 ok_hand 👌 wave 👋 raised_hand ✋ raised_hands 🙌 clap 👏 open_hands 👐 handshake 🤝 pray 🙏
muscle 💪 crossed_fingers 🤞 v ✌️ the_horns 🤘 call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆
point_down 👇 point_up ☝️ fist ✊ facepunch 👊 heart_hands 🫶 writing_hand ✍️ eyes 👀 brain 🧠 ear 👂 shrug 🤷
face_palm 🤦 raising_hand 🙋 bow 🙇 runner 🏃 walking 🚶 dancer 💃 technologist 🧑‍💻 detective 🕵️ superhero 🦸 mage 🧙
ninja 🥷 busts_in_silhouette 👥 speech_balloon 💬 thought_balloon 💭 zzz 💤`,
  },
  {
    name: 'Nature and food',
    words: `dog 🐶 cat 🐱 mouse 🐭 fox_face 🦊 bear 🐻 panda_face 🐼 koala 🐨 tiger 🐯 lion_face 🦁 cow 🐮 pig 🐷
monkey 🐒 chicken 🐔 penguin 🐧 bird 🐦 eagle 🦅 duck 🦆 owl 🦉 wolf 🐺 horse 🐴 unicorn_face 🦄 bee 🐝 bug 🐛 butterfly 🦋
snail 🐌 beetle 🪲 ant 🐜 turtle 🐢 snake 🐍 octopus 🐙 whale 🐳 dolphin 🐬 fish 🐟 shark 🦈 elephant 🐘 seedling 🌱
evergreen_tree 🌲 palm_tree 🌴 cactus 🌵 four_leaf_clover 🍀 sunflower 🌻 rose 🌹 tulip 🌷 cherry_blossom 🌸 sunny ☀️
partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ rainbow 🌈 snowflake ❄️ ocean 🌊 fire 🔥 sparkles ✨ star ⭐ star2 🌟 zap ⚡
earth_africa 🌍 crescent_moon 🌙 apple 🍎 banana 🍌 watermelon 🍉 strawberry 🍓 cherries 🍒 avocado 🥑 hot_pepper 🌶️
bread 🍞 cheese_wedge 🧀 hamburger 🍔 fries 🍟 pizza 🍕 taco 🌮 sushi 🍣 ramen 🍜 ice_cream 🍨 doughnut 🍩 cookie 🍪
cake 🎂 cupcake 🧁 popcorn 🍿 coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 champagne 🍾`,
  },
  {
    name: 'Activities and places',
    words: `tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 medal 🏅 soccer ⚽ basketball 🏀 dart 🎯 game_die 🎲 video_game 🎮 art 🎨 musical_note 🎵 guitar 🎸
microphone 🎤 headphones 🎧 clapper 🎬 rocket 🚀 airplane ✈️ car 🚗 bus 🚌 train 🚆 bike 🚲 ship 🚢 anchor ⚓
construction 🚧 house 🏠 office 🏢 factory 🏭 tent ⛺ checkered_flag 🏁 triangular_flag_on_post 🚩 world_map 🗺️`,
  },
  {
    name: 'Objects',
    words: `bulb 💡 computer 💻 desktop_computer 🖥️ keyboard ⌨️ iphone 📱 phone ☎️ battery 🔋 electric_plug 🔌
floppy_disk 💾 camera 📷 tv 📺 mag 🔍 microscope 🔬 telescope 🔭 satellite_antenna 📡 books 📚 book 📖 notebook 📓 memo 📝
pencil2 ✏️ clipboard 📋 calendar 📆 date 📅 spiral_calendar_pad 🗓️ pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 scissors ✂️
file_folder 📁 card_file_box 🗃️ wastebasket 🗑️ package 📦 mailbox 📫 email ✉️ inbox_tray 📥 outbox_tray 📤 newspaper 📰
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ hammer 🔨
hammer_and_wrench 🛠️ wrench 🔧 gear ⚙️ toolbox 🧰 magnet 🧲 test_tube 🧪 bomb 💣 fire_extinguisher 🧯 broom 🧹
shopping_trolley 🛒 moneybag 💰 credit_card 💳 gem 💎 crystal_ball 🔮 hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚
alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 label 🏷️ ticket 🎫 crown 👑 briefcase 💼`,
  },
  {
    name: 'Symbols',
    words: `white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎
heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔ exclamation ❗ bangbang ‼️ interrobang ⁉️ warning ⚠️
rotating_light 🚨 no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 recycle ♻️ repeat 🔁 arrows_counterclockwise 🔄
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ leftwards_arrow_with_hook ↩️ back 🔙 soon 🔜
information_source ℹ️ new 🆕 ok 🆗 cool 🆒 free 🆓 up 🆙 sos 🆘 100 💯 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣
eight 8️⃣ nine 9️⃣ keycap_ten 🔟 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
black_heart 🖤 white_heart 🤍 broken_heart 💔 sparkling_heart 💖 boom 💥 dizzy 💫 red_circle 🔴 large_orange_circle 🟠
large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫
white_large_square ⬜ black_large_square ⬛ small_red_triangle 🔺 eight_spoked_asterisk ✳️ infinity ♾️ hash #️⃣
arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️`,
  },
];

/** Other names of the same emoji. */
export const EMOJI_ALIASES: Readonly<Record<string, string>> = {
  check: 'white_check_mark',
  collision: 'boom',
  facepalm: 'face_palm',
  fox: 'fox_face',
  hundred: '100',
  party_popper: 'tada',
  pencil: 'memo',
  person_shrugging: 'shrug',
  poop: 'hankey',
  punch: 'facepunch',
  red_heart: 'heart',
  simple_smile: 'slightly_smiling_face',
  telephone: 'phone',
  thumbsdown: '-1',
  thumbsup: '+1',
};
